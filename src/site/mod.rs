//! The pages of a site, its portal and its feeds, from the plan and what is known of the artifacts.

pub mod app;
pub mod artifact;
pub mod feeds;
pub mod flyer;
pub mod kit;
pub mod kits_json;
pub mod listing;
pub mod page;
pub mod portal;
pub mod schema_org;
pub mod share;
pub mod single_file;
pub mod sitemap;
