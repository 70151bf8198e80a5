//! The files of a theme: those in the site's `themes/NAME/`, over those built into the program.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use include_dir::{Dir, include_dir};

use crate::{
    diagnostic::{Diagnostic, SourceText},
    source::{Source, text_of},
};

/// The default theme, so that an installed Sebar works in an empty folder.
static LUGAS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/lugas");

#[derive(Debug, Clone, Copy)]
enum Origin {
    Site,
    BuiltIn(&'static [u8]),
}

/// Paths within a theme's folder, and where their bytes are.
#[derive(Debug)]
pub struct ThemeFiles {
    folder: String,
    files: BTreeMap<String, Origin>,
}

impl ThemeFiles {
    /// All files of the theme with this name.
    pub fn find(source: &Source, name: &str) -> Self {
        let folder = format!("themes/{name}/");
        let mut files = BTreeMap::new();
        if name == "lugas" {
            built_in(&LUGAS, &mut files);
        }
        for path in source.below(&folder) {
            files.insert(path[folder.len()..].to_owned(), Origin::Site);
        }
        Self { folder, files }
    }

    /// Whether the theme has this file.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Paths below `folder` (ending in `/`, or empty for all), in order.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.files
            .keys()
            .map(String::as_str)
            .filter(move |path| path.starts_with(folder))
    }

    /// The bytes of a file.
    pub fn bytes(&self, path: &str, source: &Source) -> Result<Cow<'static, [u8]>, Diagnostic> {
        match self.files.get(path) {
            Some(Origin::BuiltIn(bytes)) => Ok(Cow::Borrowed(bytes)),
            _ => source
                .bytes(&format!("{}{path}", self.folder))
                .map(Cow::Owned),
        }
    }

    /// The text of a file.
    pub fn text(&self, path: &str, source: &Source) -> Result<Arc<SourceText>, Diagnostic> {
        let bytes = self.bytes(path, source)?;
        text_of(&format!("{}{path}", self.folder), bytes.into_owned())
    }
}

fn built_in(folder: &'static Dir<'static>, files: &mut BTreeMap<String, Origin>) {
    for file in folder.files() {
        let parts = file.path().iter().map(|part| part.to_string_lossy());
        let path = parts.collect::<Vec<_>>().join("/");
        files.insert(path, Origin::BuiltIn(file.contents()));
    }
    for inner in folder.dirs() {
        built_in(inner, files);
    }
}
