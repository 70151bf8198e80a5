//! Sheets for printers are pictures of pages: half of what is on them may stand on its head, and none
//! of it in the order in which it is read. In their files each is therefore one figure with an
//! alternative text, which says what it is and which version can be read and heard (PDF/UA-1,
//! ISO 14289-1, 7.3).

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::pdf::{Broken, broken, is, rewrite, text};
use crate::text::escape;

/// What a file of sheets says to those who do not see it.
pub struct Description<'a> {
    /// Its title.
    pub title: &'a str,
    /// The language of what is said here.
    pub language: &'a str,
    /// For each page what it is, counted from 1, of how many.
    pub page: &'a dyn Fn(usize, usize) -> String,
}

/// Makes one figure of every page of `document`.
pub fn describe(document: &mut Document, said: &Description) -> Result<(), Broken> {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && is(&stream.dict, b"Subtype", b"Form")
        {
            unmark(stream)?;
        }
    }
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let (root, whole) = (document.new_object_id(), document.new_object_id());
    let mut figures = Vec::with_capacity(pages.len());
    for (index, (number, &page)) in (0_i64..).zip((1..).zip(&pages)) {
        let alt = (said.page)(number, pages.len());
        figures.push(figure(document, page, (index, whole), &alt)?);
    }
    let parents = (0_i64..).zip(&figures).flat_map(|(index, figure)| {
        let one: Object = vec![Object::from(*figure)].into();
        [Object::from(index), one]
    });
    let parents = dictionary! { "Nums" => parents.collect::<Vec<Object>>() };
    let parents = document.add_object(parents);
    let all: Vec<Object> = figures.iter().copied().map(Object::from).collect();
    document.set_object(
        whole,
        dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => all },
    );
    document.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => whole,
            "ParentTree" => parents,
        },
    );
    let metadata = document.add_object(metadata(said.title));
    let catalog = document.catalog_mut().map_err(broken)?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("Lang", text(said.language));
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    catalog.set("Metadata", metadata);
    Ok(())
}

/// Makes a figure of all that a page shows.
fn figure(
    document: &mut Document,
    page: ObjectId,
    (index, whole): (i64, ObjectId),
    alt: &str,
) -> Result<ObjectId, Broken> {
    let mut content = b"/Figure <</MCID 0>> BDC\n".to_vec();
    content.extend(document.get_page_content(page));
    content.extend(b"\nEMC");
    let content = document.add_object(Stream::new(Dictionary::new(), content));
    let drawn = document.get_object_mut(page).and_then(Object::as_dict_mut);
    let drawn = drawn.map_err(broken)?;
    drawn.set("Contents", content);
    drawn.set("StructParents", index);
    drawn.set("Tabs", "S");
    let size = drawn.get(b"MediaBox").map_err(broken)?.clone();
    Ok(document.add_object(dictionary! {
        "Type" => "StructElem",
        "S" => "Figure",
        "P" => whole,
        "Pg" => page,
        "K" => 0,
        "Alt" => text(alt),
        "A" => dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => size },
    }))
}

/// Takes the marks away that lead to the tags of another file.
fn unmark(form: &mut Stream) -> Result<(), Broken> {
    const MARKS: [&str; 5] = ["BDC", "BMC", "EMC", "MP", "DP"];
    form.dict.remove(b"StructParents");
    rewrite(form, |operations| {
        let before = operations.len();
        operations.retain(|one| !MARKS.contains(&one.operator.as_str()));
        operations.len() < before
    })
}

/// What the file says about itself as XMP (ISO 16684-1), which PDF/UA asks for.
fn metadata(title: &str) -> Stream {
    let title = escape(title);
    let xmp = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <pdfuaid:part>1</pdfuaid:part>\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    );
    let kind = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    Stream::new(kind, xmp.into_bytes())
}
