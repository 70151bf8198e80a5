//! STUB
pub mod picture;
