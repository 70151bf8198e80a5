//! What the layout engine's PDFs lack: page boxes, and a fixed identity.

use std::collections::BTreeMap;

use lopdf::{
    Dictionary, Document, IncrementalDocument, Object, ObjectId, SaveOptions, Stream, StringFormat,
    content::{Content, Operation},
};
use sha2::{Digest, Sha256};

use crate::diagnostic::{Code, Diagnostic};

/// A PDF that cannot be worked on, which only a bug can make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken(String);

/// Any error as [`Broken`].
pub fn broken(error: impl std::fmt::Display) -> Broken {
    Broken(error.to_string())
}

impl From<Broken> for Diagnostic {
    fn from(Broken(message): Broken) -> Self {
        Diagnostic::error(
            Code::Drawing,
            format!("a PDF cannot be assembled: {message}"),
        )
    }
}

/// A text string: UTF-16 with its mark (ISO 32000-1, 7.9.2.2).
pub fn text(text: &str) -> Object {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    let bytes = units.flat_map(u16::to_be_bytes).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// Whether the value of `key` is this name.
pub fn is(dictionary: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dictionary
        .get(key)
        .and_then(Object::as_name)
        .is_ok_and(|found| found == name)
}

/// Lets `change` have the drawing operators of a stream. One of which it says that nothing changed
/// stays byte for byte as it was.
pub fn rewrite(
    stream: &mut Stream,
    change: impl FnOnce(&mut Vec<Operation>) -> bool,
) -> Result<(), Broken> {
    let plain = stream.get_plain_content().map_err(broken)?;
    let mut content = Content::decode(&plain).map_err(broken)?;
    if change(&mut content.operations) {
        stream.dict.remove(b"Filter");
        stream.dict.remove(b"DecodeParms");
        stream.set_content(content.encode().map_err(broken)?);
    }
    Ok(())
}

/// Points in a millimetre (ISO 32000-1, 8.3.2.3: 72 are one inch).
pub const PT_PER_MM: f64 = 72.0 / 25.4;

/// A box on a page, in millimetres: left, bottom, right, top.
pub fn rectangle(corners: [f64; 4]) -> Object {
    let point = |mm: f64| Object::Real((mm * PT_PER_MM * 1000.0).round() as f32 / 1000.0);
    Object::Array(corners.into_iter().map(point).collect())
}

/// The artwork as it is read: every page cut to its finished size, `bleed` millimetres inside of it.
/// Nothing else of the file changes, so that tags and links stay as they are.
pub fn cut_to_size(
    bytes: Vec<u8>,
    artwork: Document,
    size: (f64, f64),
    bleed: f64,
) -> Result<Vec<u8>, Broken> {
    let pages = artwork.get_pages();
    let mut document = IncrementalDocument::create_from(bytes, artwork);
    let finished = [bleed, bleed, bleed + size.0, bleed + size.1];
    for page in pages.into_values() {
        document
            .opt_clone_object_to_new_document(page)
            .map_err(broken)?;
        let page = document
            .new_document
            .get_object_mut(page)
            .and_then(Object::as_dict_mut);
        let page = page.map_err(broken)?;
        for name in ["MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox"] {
            page.remove(name.as_bytes());
        }
        page.set("MediaBox", rectangle(finished));
    }
    let mut bytes = Vec::new();
    document
        .save_to(&mut bytes)
        .map_err(|error| broken(&error))?;
    Ok(bytes)
}

/// How many pages a document has.
pub fn page_count(bytes: &[u8]) -> Result<usize, Broken> {
    Ok(Document::load_mem(bytes).map_err(broken)?.get_pages().len())
}

/// Headings of a document in their order, with the page that each is on, from 1.
pub fn outline(bytes: &[u8]) -> Result<Vec<(String, usize)>, Broken> {
    let document = Document::load_mem(bytes).map_err(broken)?;
    let pages: BTreeMap<ObjectId, usize> = document
        .get_pages()
        .into_iter()
        .map(|(number, id)| (id, number as usize))
        .collect();
    let mut found = Vec::new();
    let catalog = document.catalog().map_err(broken)?;
    let Ok(root) = catalog.get(b"Outlines").and_then(Object::as_reference) else {
        return Ok(found);
    };
    let mut stack = vec![root];
    while let Some(id) = stack.pop() {
        let item = document.get_dictionary(id).map_err(broken)?;
        if let (Ok(title), Ok(destination)) = (item.get(b"Title"), item.get(b"Dest")) {
            let title = lopdf::decode_text_string(title).map_err(broken)?;
            let (_, destination) = document.dereference(destination).map_err(broken)?;
            let page = destination
                .as_array()
                .ok()
                .and_then(|array| array.first()?.as_reference().ok());
            if let Some(number) = page.and_then(|page| pages.get(&page)) {
                found.push((title, *number));
            }
        }
        // depth first: what follows waits below what is inside
        let link = |key: &[u8]| item.get(key).and_then(Object::as_reference).ok();
        stack.extend(link(b"Next"));
        stack.extend(link(b"First"));
    }
    Ok(found)
}

/// `document` with the first page of `art` under its own first page, as an artefact: readers pass
/// over it.
pub fn underlay(document: &[u8], art: &[u8]) -> Result<Vec<u8>, Broken> {
    const NAME: &str = "Underlay";
    let mut document = Document::load_mem(document).map_err(broken)?;
    let mut art = Document::load_mem(art).map_err(broken)?;
    art.renumber_objects_with(document.max_id + 1);
    let drawing = art
        .get_pages()
        .into_values()
        .next()
        .ok_or_else(|| broken("no page to lay under"))?;
    let form = super::sheet::form(&art, drawing)?;
    document.max_id = art.max_id;
    document.objects.append(&mut art.objects);
    let form = document.add_object(form);
    let id = document
        .get_pages()
        .into_values()
        .next()
        .ok_or_else(|| broken("no first page"))?;
    let mut page = document.get_dictionary(id).map_err(broken)?.clone();
    let mut content = format!("/Artifact BMC q /{NAME} Do Q EMC\n").into_bytes();
    content.extend(document.get_page_content(id));
    let content = document.add_object(Stream::new(Dictionary::new(), content));
    page.set("Contents", content);
    let resources = page.get(b"Resources").map_err(broken)?;
    let (_, resources) = document.dereference(resources).map_err(broken)?;
    let mut resources = resources.as_dict().map_err(broken)?.clone();
    let mut forms = match resources
        .get(b"XObject")
        .and_then(|forms| document.dereference(forms))
    {
        Ok((_, forms)) => forms.as_dict().map_err(broken)?.clone(),
        Err(_) => Dictionary::new(),
    };
    forms.set(NAME, form);
    resources.set("XObject", forms);
    page.set("Resources", resources);
    document.set_object(id, page);
    document.prune_objects();
    written(document)
}

/// The bytes of a document, as small as they get.
pub fn written(mut document: Document) -> Result<Vec<u8>, Broken> {
    let small = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .build();
    // what it says about itself is read by programs that know nothing else of PDF
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.has_type(b"Metadata")
        {
            stream.allows_compression = false;
        }
    }
    document.compress();
    let mut bytes = Vec::new();
    document
        .save_with_options(&mut bytes, small)
        .map_err(broken)?;
    Ok(bytes)
}

/// The bytes of a PDF whose identity (ISO 32000-1, 14.4) comes from `inputs`, not from chance.
pub fn save(mut document: Document, info: Dictionary, inputs: &[&[u8]]) -> Result<Vec<u8>, Broken> {
    let info = document.add_object(info);
    document.trailer.set("Info", info);
    let mut hash = Sha256::new();
    for input in inputs {
        hash.update((input.len() as u64).to_le_bytes());
        hash.update(input);
    }
    let id = hash.finalize()[..16].to_vec();
    let id = Object::String(id, StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    document.prune_objects();
    document.renumber_objects();
    written(document)
}
