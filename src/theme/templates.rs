//! The theme's templates: Tera, with the few functions that a theme needs.

use std::{collections::BTreeMap, sync::Arc};

use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult};

use super::{ThemeFiles, lettering::Letterer, qr, treatment};
use crate::{
    diagnostic::{Code, Diagnostic, Place, Report, SourceText},
    source::Source,
    text::locale::{self, DateStyle},
};

/// All templates of a theme.
pub struct Templates {
    tera: Tera,
    sources: BTreeMap<String, Arc<SourceText>>,
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.sources.keys()).finish()
    }
}

impl Templates {
    /// Reads every `.html`, `.css` and `.txt` below `social/`, `print/`, `pages/` and `text/`.
    pub fn load(
        files: &ThemeFiles,
        source: &Source,
        (tokens, letterer, treatments): (&[(String, String)], Letterer, Vec<String>),
        report: &mut Report,
    ) -> Option<Self> {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        register(&mut tera, tokens);
        tera.register_function("lettering", move |arguments: Kwargs, state: &State| {
            letterer.answer(&arguments, state)
        });
        let inks = tokens.to_vec();
        tera.register_function("treated", move |arguments: Kwargs, _: &State| {
            treatment::answer(&arguments, &treatments, &inks)
        });
        let mut sources = BTreeMap::new();
        for folder in ["social/", "print/", "pages/"] {
            for path in files
                .below(folder)
                .filter(|path| path.ends_with(".html") || path.ends_with(".css"))
            {
                match files.text(path, source) {
                    Ok(file) => {
                        sources.insert(path.to_owned(), file);
                    }
                    Err(problem) => report.push(problem),
                }
            }
        }
        let texts = sources
            .iter()
            .map(|(path, file)| (path.clone(), file.text.clone()));
        let added = tera.add_raw_templates(texts.collect::<Vec<_>>());
        let templates = Self { tera, sources };
        if let Err(error) = added {
            report.push(templates.problem("", &error));
            return None;
        }
        Some(templates)
    }

    /// Whether there is such a template.
    pub fn has(&self, name: &str) -> bool {
        self.sources.contains_key(name)
    }

    /// The text of a template as written, with its path.
    pub fn sources(&self) -> impl Iterator<Item = (&str, &Arc<SourceText>)> {
        self.sources
            .iter()
            .map(|(name, file)| (name.as_str(), file))
    }

    /// Renders `name`.
    pub fn render(&self, name: &str, context: &impl Serialize) -> Result<String, Diagnostic> {
        let context =
            Context::from_serialize(context).map_err(|error| self.problem(name, &error))?;
        self.render_context(name, &context)
    }

    /// Renders `name` with a context that is ready.
    pub fn render_context(&self, name: &str, context: &Context) -> Result<String, Diagnostic> {
        if !self.has(name) {
            return Err(missing(name));
        }
        self.tera
            .render(name, context)
            .map_err(|error| self.problem(name, &error))
    }

    /// A template error at its line in the theme's file.
    fn problem(&self, name: &str, error: &tera::Error) -> Diagnostic {
        let reported = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Some(report),
            _ => None,
        };
        let message =
            reported.map_or_else(|| error.to_string(), |report| report.message().to_owned());
        let first = message.lines().next().unwrap_or_default().to_owned();
        let file = reported.map_or(name, |report| report.filename());
        let problem = Diagnostic::error(Code::Template, format!("the template {file} fails"))
            .why("nothing that uses it can be made");
        match (self.sources.get(file), reported) {
            (Some(file), Some(report)) => {
                problem.at(Place::new(file, report.span().range.clone()), first)
            }
            (Some(file), None) => problem.at(Place::file(file), first),
            _ => problem.help(first),
        }
    }
}

fn missing(name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::MissingTemplate,
        format!("the theme has no template {name}"),
    )
    .why("a piece that the content asks for cannot be made")
    .help(format!("add {name} to the theme, or take another template"))
}

fn register(tera: &mut Tera, tokens: &[(String, String)]) {
    let tokens: BTreeMap<String, String> = tokens.iter().cloned().collect();
    tera.register_function(
        "art",
        move |arguments: Kwargs, _: &State| -> TeraResult<String> {
            Ok(art_address(&arguments, &tokens))
        },
    );
    tera.register_function("qr", |arguments: Kwargs, _: &State| qr_code(&arguments));
    tera.register_filter(
        "date",
        |day: &str, _: Kwargs, state: &State| -> TeraResult<String> {
            let language = state.get::<String>("lang")?.unwrap_or_default();
            Ok(match day.parse() {
                Ok(date) => locale::date(date, &language, DateStyle::Long),
                Err(_) => day.to_owned(),
            })
        },
    );
    tera.register_filter(
        "bytes",
        |bytes: u64, _: Kwargs, state: &State| -> TeraResult<String> {
            let language = state.get::<String>("lang")?.unwrap_or_default();
            Ok(locale::bytes(bytes, &language))
        },
    );
}

/// `qr(text=campaign.link, dark="#10231c", light="#fff")`: the code as inline SVG.
fn qr_code(arguments: &Kwargs) -> TeraResult<String> {
    let text = arguments.must_get::<String>("text")?;
    let colour = |name, default: &str| -> TeraResult<String> {
        let given = arguments.get::<String>(name)?;
        Ok(given.unwrap_or_else(|| default.to_owned()))
    };
    let (dark, light) = (colour("dark", "#000")?, colour("light", "#fff")?);
    qr::svg(&text, &dark, &light)
        .ok_or_else(|| tera::Error::message("the text is too long for a QR code"))
}

/// `art(name="kawung", fill="accent")` → `art/kawung.svg?fill=%23f4a300`.
fn art_address(arguments: &Kwargs, tokens: &BTreeMap<String, String>) -> String {
    let mut name = String::new();
    let mut parameters = BTreeMap::new();
    for (key, value) in arguments.iter() {
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        if key.to_string() == "name" {
            name = value;
        } else {
            let colour = tokens.get(&value).cloned().unwrap_or(value);
            parameters.insert(key.to_string(), colour.replace('#', "%23"));
        }
    }
    let query: Vec<String> = parameters
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("art/{name}.svg{mark}{}", query.join("&"))
}
