//! Pictures of a campaign, and what `pictures.yaml` says of them.

use std::collections::BTreeMap;

use super::{
    read,
    schema::{PictureKeys, PicturesFile},
    yaml::Node,
};
use crate::{
    diagnostic::{Code, Diagnostic, Report, did_you_mean},
    model::{Described, Language, Picture},
    render::picture::inspect,
    source::Source,
};

const KINDS: [&str; 7] = ["svg", "jpg", "jpeg", "png", "webp", "gif", "tif"];

/// Every picture in `content/<folder>/pictures/`, by file name.
pub fn load(source: &Source, folder: &str, report: &mut Report) -> BTreeMap<String, Picture> {
    let top = format!("content/{folder}/pictures/");
    let said = read_described(source, &top, None, report);
    let mut pictures = BTreeMap::new();
    for path in source.below(&top) {
        let name = &path[top.len()..];
        if !is_picture(name) {
            continue;
        }
        let Some(found) = look(source, path, report) else {
            continue;
        };
        let keys = said.as_ref().and_then(|(pictures, _)| pictures.0.get(name));
        pictures.insert(
            name.to_owned(),
            Picture {
                path: path.to_owned(),
                kind: found.kind,
                width: found.width,
                height: found.height,
                focal: focal(keys, said.as_ref().map(|(_, tree)| tree), name, report),
                as_is: keys.is_some_and(|keys| keys.as_is),
            },
        );
    }
    if let Some((described, tree)) = &said {
        for name in described
            .0
            .keys()
            .filter(|name| !pictures.contains_key(*name))
        {
            if source.has(&format!("{top}{name}")) {
                continue;
            }
            let near = did_you_mean(name, pictures.keys().map(String::as_str));
            let label = near.map_or("there is no such file".to_owned(), |near| {
                format!("did you mean `{near}`?")
            });
            report.push(
                Diagnostic::error(
                    Code::UnknownPicture,
                    format!("the picture `{name}` is not in pictures/"),
                )
                .at(key_place(tree, name), label)
                .why("what it says belongs to no picture")
                .help("put the file into pictures/, correct its name here, or remove the line"),
            );
        }
    }
    pictures
}

/// What is said of each picture, by file name, in one language.
pub fn described(
    source: &Source,
    folder: &str,
    language: Option<&Language>,
    report: &mut Report,
) -> BTreeMap<String, Described> {
    let top = format!("content/{folder}/pictures/");
    let Some((base, tree)) = read_described(source, &top, None, &mut Report::default()) else {
        return BTreeMap::new();
    };
    let own = language.and_then(|language| read_described(source, &top, Some(language), report));
    let mut found = BTreeMap::new();
    for (name, keys) in base.0 {
        let translated = own.as_ref().and_then(|(own, _)| own.0.get(&name));
        let alt = translated.and_then(|keys| keys.alt.clone());
        if let (Some(language), None, Some(_)) = (language, &alt, &keys.alt) {
            report.push(untranslated(&top, &name, language).at(key_place(&tree, &name), ""));
        }
        let credit = translated.and_then(|keys| keys.credit.clone());
        let described = Described {
            alt: alt.or(keys.alt),
            credit: credit.or(keys.credit),
        };
        found.insert(name, described);
    }
    found
}

fn untranslated(top: &str, name: &str, language: &Language) -> Diagnostic {
    let file = read::translated(&format!("{top}pictures.yaml"), language);
    Diagnostic::warning(
        Code::MissingTranslation,
        format!("`{name}` has no alternative text in {}", language.name()),
    )
    .why("blind readers would hear another language")
    .help(format!("add to {file}: {name}: {{alt: …}}"))
}

fn read_described(
    source: &Source,
    top: &str,
    language: Option<&Language>,
    report: &mut Report,
) -> Option<(PicturesFile, Node)> {
    let path = format!("{top}pictures.yaml");
    let path = language.map_or(path.clone(), |language| read::translated(&path, language));
    if !source.has(&path) {
        return None;
    }
    let tree = read::tree(source, &path, report)?;
    let file = read::typed::<PicturesFile>(tree, report)?;
    Some((file.value, file.tree))
}

fn look(
    source: &Source,
    path: &str,
    report: &mut Report,
) -> Option<crate::render::picture::Inspected> {
    let bytes = source
        .bytes(path)
        .map_err(|problem| report.push(problem))
        .ok()?;
    inspect(path, &bytes)
        .map_err(|problem| report.push(problem))
        .ok()
}

fn is_picture(name: &str) -> bool {
    let extension = name
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase());
    extension.is_some_and(|end| KINDS.contains(&end.as_str()) || end == "tiff" || end == "bmp")
}

fn focal(
    keys: Option<&PictureKeys>,
    tree: Option<&Node>,
    name: &str,
    report: &mut Report,
) -> (f64, f64) {
    let Some(point) = keys.and_then(|keys| keys.focal.as_ref()) else {
        return (0.5, 0.5);
    };
    match point.as_slice() {
        [x, y] if (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y) => (*x, *y),
        _ => {
            let place =
                tree.and_then(|tree| tree.get(name)?.get("focal").map(|node| node.place.clone()));
            let problem = Diagnostic::error(
                Code::BadValue,
                format!("the focal point of `{name}` is not a point"),
            )
            .help("two numbers from 0 to 1, from left and from top: focal: [0.5, 0.3]");
            report.push(match place {
                Some(place) => problem.at(place, ""),
                None => problem,
            });
            (0.5, 0.5)
        }
    }
}

fn key_place(tree: &Node, name: &str) -> crate::diagnostic::Place {
    let entry = tree.entries().iter().find(|entry| entry.key == name);
    entry.map_or_else(|| tree.place.clone(), |entry| entry.key_place.clone())
}
