//! What the writers of a campaign wrote, in one language.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::{
    facts::LocalFacts,
    posts, prints,
    read::{self, Read},
    schema::MaterialFront,
};
use crate::{
    diagnostic::{Code, Diagnostic, Report, SourceText, did_you_mean},
    model::{FactRegister, Language, Materials, Site, TextMaterial},
    source::Source,
    text::{
        Facts,
        markdown::{self, Document},
    },
};

/// What reading a material needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Where files come from.
    pub source: &'a Source,
    /// The site, without its campaigns.
    pub site: &'a Site,
    /// The campaign's folder name.
    pub folder: &'a str,
    /// The language that is wanted.
    pub language: &'a Language,
    /// The campaign's facts in that language.
    pub facts: &'a FactRegister,
}

/// File names that have a meaning in a campaign's folder.
const NAMES: [&str; 12] = [
    "campaign.yaml",
    "facts.yaml",
    "flyer.md",
    "leaflet.md",
    "poster.md",
    "card.md",
    "booklet.md",
    "talking-points.md",
    "message.md",
    "script.md",
    "press-release.md",
    "faq.md",
];

impl Context<'_> {
    /// The file to read for a material of that name, and the language it is in. A missing
    /// translation is reported and falls back on the default language.
    pub fn best(&self, name: &str, report: &mut Report) -> Option<(String, Language)> {
        let default = self.site.default_language();
        let path = format!("content/{}/{name}", self.folder);
        if self.language == default {
            return self.source.has(&path).then(|| (path, default.clone()));
        }
        let own = read::translated(&path, self.language);
        if self.source.has(&own) {
            return Some((own, self.language.clone()));
        }
        if !self.source.has(&path) {
            return None;
        }
        report.push(
            Diagnostic::warning(
                Code::MissingTranslation,
                format!(
                    "{name} of {} is not translated into {}",
                    self.folder,
                    self.language.name()
                ),
            )
            .why(format!(
                "readers get it in {}, marked as such",
                default.name()
            ))
            .help(format!("write {own}")),
        );
        Some((path, default.clone()))
    }
}

/// Reads all materials.
pub fn load(context: &Context, report: &mut Report) -> Materials {
    if context.language == context.site.default_language() {
        unknown_files(context, report);
    }
    let mut one = |name: &str| material(context, name, report);
    let mut materials = Materials {
        flyer: one("flyer.md"),
        talking_points: one("talking-points.md"),
        message: one("message.md"),
        script: one("script.md"),
        press_release: one("press-release.md"),
        faq: one("faq.md"),
        posts: Vec::new(),
        prints: Vec::new(),
    };
    materials.prints = prints::load(context, report);
    materials.posts = posts::load(context, report);
    materials
}

fn material(context: &Context, name: &str, report: &mut Report) -> Option<TextMaterial> {
    let (front, text) = text::<MaterialFront>(context, name, markdown::parse, report)?;
    Some(TextMaterial {
        title: front.value.title,
        ..text
    })
}

/// How the text of a material is cut into sections.
pub type Cut = fn(&Arc<SourceText>, usize, &dyn Facts, &mut Report) -> Document;

/// Front matter of a Markdown file, and its text without a title.
pub fn text<T: DeserializeOwned + JsonSchema>(
    context: &Context,
    name: &str,
    cut: Cut,
    report: &mut Report,
) -> Option<(Read<T>, TextMaterial)> {
    let (path, language) = context.best(name, report)?;
    let file = read::text(context.source, &path, report)?;
    let (front, body) = read::front_matter(&file, report)?;
    let front = read::typed::<T>(front, report)?;
    let facts = LocalFacts {
        register: context.facts,
        language: &language,
    };
    let document = cut(&file, body.span.start, &facts, report);
    let text = TextMaterial {
        title: None,
        body,
        document,
        language,
    };
    Some((front, text))
}

/// A file that nothing uses is most likely a slip in its name.
fn unknown_files(context: &Context, report: &mut Report) {
    let top = format!("content/{}/", context.folder);
    for path in context.source.below(&top) {
        let name = &path[top.len()..];
        if name.contains('/') {
            let inside = name.split('/').next().unwrap_or_default();
            if !matches!(inside, "posts" | "pictures") {
                unused(path, did_you_mean(inside, ["posts", "pictures"]), report);
            }
            continue;
        }
        let plain = context
            .site
            .languages
            .iter()
            .fold(name.to_owned(), |name, language| {
                name.replace(&format!(".{language}."), ".")
            });
        if !NAMES.contains(&plain.as_str()) && plain.split('.').count() == 2 {
            unused(path, did_you_mean(&plain, NAMES), report);
        }
    }
}

fn unused(path: &str, near: Option<&str>, report: &mut Report) {
    let mut problem = Diagnostic::warning(Code::UnknownFile, format!("{path} is not used"))
        .why("no kit will hold what stands in it");
    if let Some(near) = near {
        problem = problem.help(format!("did you mean `{near}`?"));
    }
    report.push(problem.help(format!(
        "files that Sebar reads here: {}, posts/, pictures/",
        NAMES.join(", ")
    )));
}
