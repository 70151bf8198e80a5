//! STUB
pub mod context;
pub mod picture;
mod subject;

pub use subject::{Subject, bare};
