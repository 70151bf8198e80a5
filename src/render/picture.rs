//! STUB
use crate::{diagnostic::Diagnostic, model::PictureKind};
pub struct Inspected {
    pub kind: PictureKind,
    pub width: u32,
    pub height: u32,
}
pub fn inspect(_p: &str, _b: &[u8]) -> Result<Inspected, Diagnostic> {
    Ok(Inspected {
        kind: PictureKind::Drawing,
        width: 100,
        height: 100,
    })
}
