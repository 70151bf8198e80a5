//! A page carries the rules of its theme's style sheet that it uses, and no others: on a slow network
//! the style sheet is half of what comes before the words.
//!
//! Whether a rule is used is asked of names alone (classes, ids, elements), never of where they stand:
//! a rule too many costs some bytes, one too few costs the look.

mod names;
mod read;
mod sheet;

use std::{
    collections::HashSet,
    sync::{Arc, RwLock},
};

use super::{LATER, ThemeFiles};
use crate::source::Source;
use names::variables;
use sheet::Sheet;

/// The longest style sheet that is kept for the next page, in bytes: longer ones have fonts in them,
/// and are each page's own.
const LONGEST_KEPT: usize = 128 << 10;

/// So many different style sheets are kept: one a theme, but for those that have rules of one page.
const MOST_KEPT: usize = 8;

/// What a theme's pages use of its style sheets.
#[derive(Debug, Default)]
pub struct Styles {
    /// Names that scripts may give to elements.
    given: HashSet<String>,
    /// Custom properties that files beside the page use.
    variables: HashSet<String>,
    sheets: RwLock<Vec<Arc<Sheet>>>,
}

impl Styles {
    /// Reads what scripts and late style sheets of a theme ask for. A file that cannot be read is
    /// reported where it is published.
    pub fn load(files: &ThemeFiles, source: &Source) -> Self {
        let mut styles = Self::default();
        let later = files.has(LATER).then_some(LATER);
        for path in files.below("static/").chain(later) {
            let is_script = path.ends_with(".js");
            if !is_script && !path.ends_with(".css") {
                continue;
            }
            let Ok(file) = files.text(path, source) else {
                continue;
            };
            let found = variables(&file.text).map(str::to_owned);
            styles.variables.extend(found);
            if is_script {
                let given = names::given(&file.text).map(str::to_owned);
                styles.given.extend(given);
            }
        }
        styles
    }

    /// `html` with what it uses of its first style sheet.
    pub fn fitted(&self, html: &str) -> String {
        let parts = html.split_once("<style>").and_then(|(before, rest)| {
            let (style, after) = rest.split_once("</style>")?;
            Some((before, style, after))
        });
        let Some((before, style, after)) = parts else {
            return html.to_owned();
        };
        let sheet = self.sheet(style);
        let used = sheet.used([before, after]);
        [before, "<style>", &used, "</style>", after].concat()
    }

    fn sheet(&self, style: &str) -> Arc<Sheet> {
        let known = |sheets: &Vec<Arc<Sheet>>| {
            let mut sheets = sheets.iter();
            sheets.find(|sheet| sheet.text == style).cloned()
        };
        // a lock is poisoned where a thread failed, which has failed the build
        if let Some(found) = self.sheets.read().ok().and_then(|sheets| known(&sheets)) {
            return found;
        }
        let sheet = Arc::new(Sheet::new(style, &self.given, &self.variables));
        if style.len() <= LONGEST_KEPT
            && let Ok(mut sheets) = self.sheets.write()
            && sheets.len() < MOST_KEPT
        {
            sheets.push(Arc::clone(&sheet));
        }
        sheet
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(style: &str, body: &str) -> String {
        let mut styles = Styles::default();
        styles.given.insert("shown".to_owned());
        styles.variables.insert("--paper".to_owned());
        let html = styles.fitted(&format!("<style>{style}</style>{body}"));
        let style = html
            .strip_prefix("<style>")
            .and_then(|rest| rest.strip_suffix(body));
        style.unwrap_or_default().replace("</style>", "")
    }

    #[test]
    fn rules_without_anything_to_match_are_left_out() {
        for (style, body, left) in [
            (".a{top:0} .b{top:1px}", "<p class=\"x a\">", ".a{top:0}"),
            (".a,.b .a,p{top:0}", "<p>", "p{top:0}"),
            ("#x{top:0} #y{top:0}", "<p id='y'>", "#y{top:0}"),
            ("p>b{top:0} p>i{top:0}", "<p><b>", "p>b{top:0}"),
            (
                "@media print{.a{top:0} p{top:0}}",
                "<p>",
                "@media print{p{top:0}}",
            ),
            ("@media print{.a{top:0}}", "<p>", ""),
            (
                "@supports (top:0){@media print{p{top:0}}}",
                "<p>",
                "@supports (top:0){@media print{p{top:0}}}",
            ),
        ] {
            assert_eq!(fitted(style, body), left, "{style} in {body}");
        }
    }

    #[test]
    fn what_could_match_stays() {
        for (style, body) in [
            ("p:not(.b):hover::after{content:\"}\"}", "<p>"),
            (":is(.a,.b) p{top:0}", "<p>"),
            ("p[data-x=\".b\"]{top:0}", "<p>"),
            ("*,*::before{top:0}", "<p>"),
            (".shown{top:0}", "<p>"),
            (".a{top:0}", "<noscript><p class=a></noscript>"),
            ("@font-face{font-family:A;src:url(a.woff2)}", "<p>"),
            ("@keyframes in{from{top:0}}", "<p>"),
            ("p{margin:0!important;top:0}", "<p>"),
        ] {
            assert_eq!(fitted(style, body), style, "{style} in {body}");
        }
    }

    #[test]
    fn names_in_texts_scripts_and_styles_do_not_count() {
        for body in [
            "<p>a class=\"a\"</p>",
            "<p title='class=\"a\"'>",
            "<script>'<p class=\"a\">'</script><p>",
            "<!-- a --><p>",
        ] {
            assert_eq!(fitted(".a{top:0}p{top:0}", body), "p{top:0}", "{body}");
        }
    }

    #[test]
    fn custom_properties_stay_where_something_asks_for_them() {
        let style =
            ":root{--a:1;--b:var(--a);--c:2;--paper:#fff}p{top:var(--b,0)}.x{left:var(--c)}";
        assert_eq!(
            fitted(style, "<p>"),
            ":root{--a:1;--b:var(--a);--paper:#fff}p{top:var(--b,0)}"
        );
        assert_eq!(fitted(":root{--a:1}", "<p>"), "");
        let svg = "<svg fill=\"var(--a)\">";
        assert_eq!(fitted(":root{--a:1}", svg), ":root{--a:1}");
    }

    #[test]
    fn a_page_without_style_stays_as_it_is() {
        let styles = Styles::default();
        assert_eq!(styles.fitted("<p>a"), "<p>a");
    }
}
