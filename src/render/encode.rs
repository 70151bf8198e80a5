//! STUB until the encode module lands.
#![allow(missing_docs)]
use crate::{diagnostic::Diagnostic, layout::Bitmap};
use image::ImageEncoder;
pub enum Effort{Fast,Small}
fn rgb(b:&Bitmap)->Vec<u8>{ b.rgba.chunks(4).flat_map(|p|[p[0],p[1],p[2]]).collect() }
pub fn png(b:&Bitmap,_e:Effort)->Result<Vec<u8>,Diagnostic>{ let mut v=vec![]; let _=image::codecs::png::PngEncoder::new_with_quality(&mut v,image::codecs::png::CompressionType::Default,image::codecs::png::FilterType::Adaptive).write_image(&rgb(b),b.width,b.height,image::ExtendedColorType::Rgb8); Ok(v) }
pub fn jpeg(b:&Bitmap,_l:Option<usize>)->Result<Vec<u8>,Diagnostic>{ let mut v=vec![]; let _=image::codecs::jpeg::JpegEncoder::new_with_quality(&mut v,88).write_image(&rgb(b),b.width,b.height,image::ExtendedColorType::Rgb8); Ok(v) }
pub fn webp(b:&Bitmap,q:u8)->Result<Vec<u8>,Diagnostic>{ crate::layout::webp(b,q) }
