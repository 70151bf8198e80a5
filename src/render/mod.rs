//! One job of the plan to bytes. No job looks at another.

pub mod calendar;
pub mod caption;
pub mod context;
pub mod document;
pub mod encode;
mod findings;
pub mod image;
pub mod legible;
pub mod overlay;
pub mod picture;
pub mod print;
pub mod studio;
mod subject;

pub use subject::{Subject, bare};

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, Report};

/// A context with the tokens and the factor on text sizes, as every drawn template gets it: a
/// template that fits its lines itself must know the factor before it does.
#[derive(Serialize)]
struct WithCss<'a, C> {
    css: String,
    fit: f64,
    #[serde(flatten)]
    context: &'a C,
}

/// A template as HTML, with the tokens and `fit` as custom properties in `css`.
fn html(
    subject: &Subject,
    template: &str,
    context: &impl Serialize,
    fit: f64,
) -> Result<String, Diagnostic> {
    let css = format!(":root{{{}--fit:{fit};}}", subject.theme.custom_properties());
    subject
        .theme
        .templates
        .render(template, &WithCss { css, fit, context })
}

/// Reports what went wrong with a template, unless its context was faulty already: then the
/// template fails for want of what is missing, which was reported with a better place.
fn template_failed(problem: Diagnostic, report: &mut Report) {
    if !(problem.code == Code::Template && report.has_errors()) {
        report.push(problem);
    }
}
