//! The files of a theme: those in the site's `themes/NAME/`, over those built into the program, over
//! those of the theme that it extends.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use include_dir::{Dir, include_dir};

use crate::{
    diagnostic::{Diagnostic, SourceText},
    source::{Source, text_of},
};

/// The themes of the project, so that an installed Sebar works in an empty folder.
static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes");

#[derive(Debug, Clone, Copy)]
enum Origin {
    Site,
    BuiltIn(&'static [u8]),
}

/// The files of one theme, without those of the theme that it extends.
#[derive(Debug)]
pub struct Layer {
    /// Where they are, as messages say it, with a slash at the end.
    pub folder: String,
    files: BTreeMap<String, Origin>,
}

impl Layer {
    /// All files of the theme with this name; none if it has no `theme.yaml`.
    pub fn find(source: &Source, name: &str) -> Option<Self> {
        let folder = format!("themes/{name}/");
        let mut files = BTreeMap::new();
        if let Some(own) = BUILT_IN.get_dir(name) {
            built_in(own, &format!("{name}/"), &mut files);
        }
        for path in source.below(&folder) {
            files.insert(path[folder.len()..].to_owned(), Origin::Site);
        }
        files
            .contains_key("theme.yaml")
            .then_some(Self { folder, files })
    }

    fn bytes(&self, path: &str, source: &Source) -> Result<Cow<'static, [u8]>, Diagnostic> {
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

/// Names of the themes that a site may ask for, in order: its own, and those of the program.
pub fn names(source: &Source) -> Vec<String> {
    let built_in = BUILT_IN.dirs().map(|dir| dir.path().to_string_lossy());
    let own = source.folders("themes/").into_iter().map(Cow::Borrowed);
    let mut names: Vec<String> = built_in
        .chain(own)
        .filter(|name| Layer::find(source, name).is_some())
        .map(Cow::into_owned)
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The text of a file of a theme that is built in.
pub fn built_in_text(theme: &str, path: &str) -> Option<&'static str> {
    BUILT_IN
        .get_file(format!("{theme}/{path}"))?
        .contents_utf8()
}

/// Paths within a theme's folder, and where their bytes are.
#[derive(Debug)]
pub struct ThemeFiles {
    /// The theme's own first, then that of the theme it extends.
    layers: Vec<Layer>,
    /// The layer that each file is taken from.
    found: BTreeMap<String, usize>,
}

impl ThemeFiles {
    /// A theme's own files, over those of the theme that it extends, and so on.
    pub fn new(layers: Vec<Layer>) -> Self {
        let mut found = BTreeMap::new();
        for (number, layer) in layers.iter().enumerate().rev() {
            found.extend(layer.files.keys().map(|path| (path.clone(), number)));
        }
        Self { layers, found }
    }

    /// Whether the theme has this file.
    pub fn has(&self, path: &str) -> bool {
        self.found.contains_key(path)
    }

    /// Paths below `folder` (ending in `/`, or empty for all), in order.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.found
            .keys()
            .map(String::as_str)
            .filter(move |path| path.starts_with(folder))
    }

    fn layer(&self, path: &str) -> &Layer {
        // a file that is not there fails to be read, with its own name
        &self.layers[self.found.get(path).copied().unwrap_or_default()]
    }

    /// The bytes of a file.
    pub fn bytes(&self, path: &str, source: &Source) -> Result<Cow<'static, [u8]>, Diagnostic> {
        self.layer(path).bytes(path, source)
    }

    /// Whether a file is the very one that a site's first theme has, which readers of the portal have
    /// already.
    pub fn share(&self, first: &Self, path: &str, source: &Source) -> bool {
        let of = |files: &Self| files.bytes(path, source).ok();
        first.has(path) && of(self).is_some_and(|bytes| Some(bytes) == of(first))
    }

    /// The text of a file.
    pub fn text(&self, path: &str, source: &Source) -> Result<Arc<SourceText>, Diagnostic> {
        self.layer(path).text(path, source)
    }

    /// The text of a file in every layer that has it, the theme's own first.
    pub fn texts(&self, path: &str, source: &Source) -> Vec<Result<Arc<SourceText>, Diagnostic>> {
        let layers = self.layers.iter();
        let having = layers.filter(|layer| layer.files.contains_key(path));
        having.map(|layer| layer.text(path, source)).collect()
    }

    /// The bytes of everything that the theme is made from, with paths: what it has, and what of the
    /// theme it extends is hidden.
    pub fn all<'a>(
        &'a self,
        source: &'a Source,
    ) -> impl Iterator<Item = (&'a str, Result<Cow<'static, [u8]>, Diagnostic>)> {
        self.layers.iter().flat_map(move |layer| {
            let paths = layer.files.keys();
            paths.map(move |path| (path.as_str(), layer.bytes(path, source)))
        })
    }

    /// Whether a file is the site's own or of the theme itself, and not of one that it extends.
    pub fn is_own(&self, path: &str) -> bool {
        self.found.get(path) == Some(&0)
    }

    /// The folder of the theme itself, as messages say it.
    pub fn folder(&self) -> &str {
        self.layers.first().map_or("", |layer| &layer.folder)
    }
}

fn built_in(folder: &'static Dir<'static>, top: &str, files: &mut BTreeMap<String, Origin>) {
    for file in folder.files() {
        let parts = file.path().iter().map(|part| part.to_string_lossy());
        let path = parts.collect::<Vec<_>>().join("/");
        let path = path.strip_prefix(top).unwrap_or(&path);
        files.insert(path.to_owned(), Origin::BuiltIn(file.contents()));
    }
    for inner in folder.dirs() {
        built_in(inner, top, files);
    }
}
