//! The pages of a site, its portal and its feeds, from the plan and what is known of the artifacts.

pub mod artifact;
pub mod feeds;
pub mod flyer;
pub mod kit;
pub mod page;
pub mod portal;
pub mod share;
