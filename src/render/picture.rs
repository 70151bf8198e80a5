//! STUB until the picture module lands.
#![allow(missing_docs)]
use std::sync::Arc;
use crate::{diagnostic::{Diagnostic,Code}, layout::{Bitmap,Drawing,Images,Looked,Medium,NoPicture,Picture}, model::PictureKind};
pub struct Inspected{pub kind:PictureKind,pub width:u32,pub height:u32}
pub fn is_svg(b:&[u8])->bool{ String::from_utf8_lossy(&b[..b.len().min(400)]).contains("<svg") }
pub fn inspect(p:&str,b:&[u8])->Result<Inspected,Diagnostic>{ if is_svg(b){ let d=Drawing::parse(&String::from_utf8_lossy(b)).map_err(|e|Diagnostic::error(Code::BadPicture,format!("{p}: {e}")))?; let (w,h)=d.size(); return Ok(Inspected{kind:PictureKind::Drawing,width:w as u32,height:h as u32}); } let i=image::load_from_memory(b).map_err(|e|Diagnostic::error(Code::BadPicture,format!("{p}: {e}")))?; Ok(Inspected{kind:PictureKind::Photo,width:i.width(),height:i.height()}) }
type Read<'a>=Box<dyn Fn(&str)->Option<Arc<[u8]>>+Send+Sync+'a>;
pub struct PictureStore<'a>(Read<'a>);
impl<'a> PictureStore<'a>{ pub fn new(f:impl Fn(&str)->Option<Arc<[u8]>>+Send+Sync+'a)->Self{Self(Box::new(f))} }
impl Images for PictureStore<'_>{
 fn look_up(&self,src:&str)->Result<Looked,NoPicture>{ let b=(self.0)(src).ok_or(NoPicture::Missing)?; if is_svg(&b){ return Drawing::parse(&String::from_utf8_lossy(&b)).map(Looked::Vector).map_err(|e|Diagnostic::error(Code::BadPicture,e).into()); } let i=image::load_from_memory(&b).map_err(|_|NoPicture::Missing)?; Ok(Looked::Raster{width:i.width(),height:i.height()}) }
 fn provide(&self,src:&str,w:u32,h:u32,_m:Medium)->Result<Picture,NoPicture>{ let b=(self.0)(src).ok_or(NoPicture::Missing)?; let i=image::load_from_memory(&b).map_err(|_|NoPicture::Missing)?.resize_exact(w,h,image::imageops::FilterType::Triangle).to_rgba8(); Picture::from_premultiplied(i.into_raw(),w,h).ok_or(NoPicture::Missing) }
}
pub fn scaled(b:&Bitmap,w:u32,h:u32)->Result<Bitmap,Diagnostic>{ let i=image::RgbaImage::from_raw(b.width,b.height,b.rgba.clone()).unwrap_or_default(); let i=image::imageops::resize(&i,w,h,image::imageops::FilterType::Triangle); Ok(Bitmap{width:w,height:h,rgba:i.into_raw()}) }
pub fn web_sizes(_n:&str,_b:&[u8])->Result<Vec<(String,Vec<u8>)>,Diagnostic>{Ok(vec![])}
