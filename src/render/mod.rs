//! To come.

pub mod encode;
pub mod picture;
