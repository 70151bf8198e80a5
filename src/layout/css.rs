//! What in a theme's CSS the layout engine does not know. It passes over such things in silence, and
//! a theme's author would search for hours.
//!
//! The engine itself is asked: its parser tells an unknown property, a value that is not one of a
//! property's, and a selector that it cannot match. Only what it reads and then does not do stands
//! in a list here.

use std::{ops::Range, str::FromStr, sync::Arc};

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, StyleSheetParser, Token,
};
use takumi_core::style::{CssSource, StyleDeclarationBlock};

use crate::diagnostic::{Code, Diagnostic, Place, SourceText, did_you_mean};

/// Something in CSS that the engine does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do, or what was perhaps meant.
    pub help: Option<String>,
}

/// At-rules that the engine follows. `@charset` says what all files are anyway.
const AT_RULES: &[&str] = &["keyframes", "layer", "media", "property", "supports"];

/// Names for suggestions: the properties that templates are mostly made of.
const COMMON: &str = "align-content align-items align-self aspect-ratio background background-color background-\
    image background-position background-repeat background-size border border-bottom border-\
    collapse border-color border-left border-radius border-right border-style border-top \
    border-width bottom box-sizing clip-path color column-gap content counter-increment \
    counter-reset direction display flex flex-basis flex-direction flex-grow flex-shrink flex-\
    wrap float font font-family font-feature-settings font-size font-style font-variant font-\
    weight gap grid grid-area grid-auto-flow grid-column grid-row grid-template grid-template-\
    areas grid-template-columns grid-template-rows height inset justify-content justify-items \
    justify-self left letter-spacing line-height list-style list-style-type margin margin-\
    bottom margin-left margin-right margin-top mask mask-image max-height max-width min-height \
     min-width object-fit object-position opacity order overflow overflow-wrap padding \
    padding-bottom padding-left padding-right padding-top position right row-gap text-align \
    text-decoration text-indent text-overflow text-transform text-wrap top transform \
    transform-origin vertical-align visibility white-space width word-break word-spacing \
    z-index ";

/// Pseudo-elements that there are; the engine reads any other, and matches nothing.
const PSEUDO_ELEMENTS: &[&str] = &["before", "after"];

/// Selectors that match nothing, and what does the same.
const DEAD_SELECTORS: &[(&str, &str)] = &[
    (":first-letter", "put the letter into an element"),
    (":first-line", "put the line into an element"),
    (":has(", "give the element a class in the template"),
    ("::marker", "write the marker with `::before` and a counter"),
];

/// At-rules that themes may be tempted to write.
const DEAD_AT_RULES: &[(&str, &str)] = &[
    ("font-face", "list the font in theme.yaml"),
    ("page", "the sheet's size is given by its format"),
    ("import", "use `{% include %}`"),
    ("container", "use the shape that the template is given"),
];

/// All that the engine does not know in a style sheet. Where Tera makes a part of it, that part is
/// believed.
pub fn lint(css: &str) -> Vec<Problem> {
    let (blanked, tera) = blank_tera(css);
    let mut linter = Linter {
        source: &blanked,
        tera,
        problems: Vec::new(),
        in_keyframes: false,
    };
    let mut parser = Parser::new(&blanked);
    let mut broken = Vec::new();
    for rule in StyleSheetParser::new(&mut parser, &mut linter) {
        broken.extend(rule.err().map(|(_, text, _)| span_of(&blanked, text)));
    }
    linter.unreadable(broken);
    linter.problems.sort_by_key(|problem| problem.span.start);
    linter.problems
}

/// The same for a template or style sheet of a theme: what stands in `<style>` elements, or all of a
/// `.css` file.
pub fn lint_template(file: &Arc<SourceText>) -> Vec<Diagnostic> {
    let text = file.text.as_str();
    let sheets = if file.path.ends_with(".css") {
        std::iter::once(0..text.len()).collect()
    } else {
        style_elements(text)
    };
    let problems = sheets.into_iter().flat_map(|sheet| {
        let start = sheet.start;
        let found = text.get(sheet).map(lint).unwrap_or_default();
        found.into_iter().map(move |problem| (start, problem))
    });
    problems
        .map(|(start, problem)| {
            let span = start + problem.span.start..start + problem.span.end;
            let diagnostic = Diagnostic::error(Code::UnknownCss, problem.message)
                .at(Place::new(file, span), "")
                .why("the layout engine passes over it in silence");
            match problem.help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            }
        })
        .collect()
}

/// What is inside each `<style>` element.
fn style_elements(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(tag) = html[from..].find("<style") {
        let Some(open) = html[from + tag..].find('>') else {
            break;
        };
        let start = from + tag + open + 1;
        let end = html[start..]
            .find("</style")
            .map_or(html.len(), |end| start + end);
        found.push(start..end);
        from = end;
    }
    found
}

/// The text with as many blanks in place of all Tera in it, and where that stood.
fn blank_tera(css: &str) -> (String, Vec<Range<usize>>) {
    let mut blanked = String::with_capacity(css.len());
    let mut tera = Vec::new();
    let mut rest = css;
    while let Some(start) = rest.find('{') {
        let (before, at) = rest.split_at(start);
        blanked.push_str(before);
        let end = match at.as_bytes().get(1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                blanked.push('{');
                rest = &at[1..];
                continue;
            }
        };
        let length = at.find(end).map_or(at.len(), |end| end + 2);
        tera.push(blanked.len()..blanked.len() + length);
        blanked.extend(std::iter::repeat_n(' ', length));
        rest = &at[length..];
    }
    blanked.push_str(rest);
    (blanked, tera)
}

/// Where `part`, a slice of `whole`, begins and ends in it.
fn span_of(whole: &str, part: &str) -> Range<usize> {
    let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    start..start + part.len()
}

/// Walks a style sheet and asks the engine about each part.
struct Linter<'i> {
    /// The text that is read.
    source: &'i str,
    /// Where Tera stood.
    tera: Vec<Range<usize>>,
    problems: Vec<Problem>,
    /// Whether selectors are percentages now.
    in_keyframes: bool,
}

/// The outcome of a part is what it left in [`Linter::problems`].
type Parsed = Result<(), ParseError<()>>;

impl<'i> Linter<'i> {
    fn report(&mut self, span: Range<usize>, message: String, help: Option<String>) {
        self.problems.push(Problem {
            span,
            message,
            help,
        });
    }

    fn has_tera(&self, span: &Range<usize>) -> bool {
        let overlaps = |tera: &Range<usize>| tera.start <= span.end && span.start <= tera.end;
        self.tera.iter().any(overlaps)
    }

    /// Notes what could not even be read, unless something was said about it already.
    fn unreadable(&mut self, spans: Vec<Range<usize>>) {
        for span in spans {
            let known = |problem: &Problem| {
                problem.span.start >= span.start && problem.span.start <= span.end
            };
            if !self.problems.iter().any(known) && !self.has_tera(&span) && !span.is_empty() {
                self.report(span, "this CSS cannot be read".to_owned(), None);
            }
        }
    }

    fn declaration(&mut self, name: &str, value: &str, start: usize, end: usize) {
        let name_span = start..start + name.len();
        if name.starts_with("--") || self.has_tera(&name_span) {
            return;
        }
        if !is_known(name) {
            let meant = did_you_mean(name, COMMON.split_whitespace());
            let help = meant.map(|meant| format!("did you mean `{meant}`?"));
            let message = format!("the layout engine does not know the property `{name}`");
            self.report(name_span, message, help);
        } else if !self.has_tera(&(start..end)) && !is_understood(name, value) {
            let message = format!("the layout engine does not know this value of `{name}`");
            self.report(start..end, message, None);
        }
    }

    fn selector(&mut self, selector: &str, start: usize) {
        let span = start..start + selector.len();
        if self.in_keyframes || self.has_tera(&span) {
            return;
        }
        let dead = DEAD_SELECTORS
            .iter()
            .find(|(dead, _)| selector.contains(dead));
        let pseudo = selector.split("::").skip(1).find(|rest| {
            let name = rest
                .split(|c: char| !(c.is_alphanumeric() || c == '-'))
                .next();
            !name.is_some_and(|name| PSEUDO_ELEMENTS.contains(&name))
        });
        if dead.is_some() || pseudo.is_some() || !is_selector(selector) {
            let help = dead.map(|(_, help)| (*help).to_owned());
            let message = format!("the layout engine cannot match `{selector}`");
            self.report(span, message, help);
        }
    }

    /// Rules, declarations or both.
    fn body(&mut self, input: &mut Parser<'i>) {
        let mut broken = Vec::new();
        for item in RuleBodyParser::<_, (), ()>::new(input, self) {
            broken.extend(item.err().map(|(_, text, _)| text));
        }
        let source = self.source;
        self.unreadable(
            broken
                .into_iter()
                .map(|text| span_of(source, text))
                .collect(),
        );
    }
}

/// Reads all that is left, which takes blocks in it along.
fn skip(input: &mut Parser<'_>) {
    while input.next_including_whitespace_and_comments().is_ok() {}
}

impl<'i> DeclarationParser<'i> for Linter<'i> {
    type Declaration = ();
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        start: &ParserState,
    ) -> Parsed {
        let from = input.position();
        while let Ok(token) = input.next_including_whitespace_and_comments() {
            // `a:hover {…}` begins like a declaration
            if matches!(token, Token::CurlyBracketBlock) && !name.starts_with("--") {
                return Err(ParseError::unexpected_token());
            }
        }
        let value = input.slice_from(from);
        let end = from.byte_index() + value.trim_end().len();
        self.declaration(&name, value.trim(), start.position().byte_index(), end);
        Ok(())
    }
}

impl<'i> QualifiedRuleParser<'i> for Linter<'i> {
    type Prelude = ();
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Parsed {
        let start = input.position();
        skip(input);
        let selector = input.slice_from(start);
        self.selector(selector.trim_end(), start.byte_index());
        Ok(())
    }

    fn parse_block(&mut self, (): (), _: &ParserState, input: &mut Parser<'i>) -> Parsed {
        self.body(input);
        Ok(())
    }
}

impl<'i> AtRuleParser<'i> for Linter<'i> {
    /// The rule's name.
    type Prelude = CowRcStr<'i>;
    type AtRule = ();
    type Error = ();

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<Self::Prelude, ParseError<()>> {
        if !AT_RULES.contains(&name.as_ref()) {
            let end = input.position().byte_index();
            let message = format!("the layout engine does not follow `@{name}`");
            let help = DEAD_AT_RULES
                .iter()
                .find(|(dead, _)| *dead == name.as_ref());
            let help = help.map(|(_, help)| (*help).to_owned());
            self.report(end - name.len() - 1..end, message, help);
        }
        skip(input);
        Ok(name)
    }

    fn rule_without_block(&mut self, _: CowRcStr<'i>, _: &ParserState) -> Result<(), ()> {
        Ok(())
    }

    fn parse_block(
        &mut self,
        name: CowRcStr<'i>,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Parsed {
        match name.as_ref() {
            "keyframes" => {
                self.in_keyframes = true;
                self.body(input);
                self.in_keyframes = false;
            }
            "layer" | "media" | "supports" => self.body(input),
            // a whole rule that is passed over, or one with words of its own
            _ => skip(input),
        }
        Ok(())
    }
}

impl<'i> RuleBodyItemParser<'i, (), ()> for Linter<'i> {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        true
    }
}

/// Whether the engine has a property of that name: then it takes `inherit` for it.
fn is_known(name: &str) -> bool {
    let block = StyleDeclarationBlock::from_str(&format!("{name}:inherit"));
    block.is_ok_and(|block| !block.is_empty())
}

/// Whether the engine takes `value` for a property that it has.
fn is_understood(name: &str, value: &str) -> bool {
    StyleDeclarationBlock::from_str(&format!("{name}:{value}")).is_ok()
}

/// Whether the engine can match a selector, also one inside a rule.
fn is_selector(selector: &str) -> bool {
    let rule = serde_json::json!({ "selector": selector });
    let rule = serde_json::from_value::<CssSource>(rule);
    rule.is_ok_and(|rule| rule.into_css().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts of `css` that are found fault with.
    fn faults(css: &str) -> Vec<&str> {
        lint(css).into_iter().map(|p| &css[p.span]).collect()
    }

    #[test]
    fn what_the_engine_knows_is_in_order() {
        let css = "@media print { .a > b:not(.c)::before { content: \"{}\"; color: var(--ink) } }\n\
                   @keyframes in { from { opacity: 0 } 50% { opacity: .5 } }\n\
                   .a { --own: { any thing }; gap: calc(var(--fit) * 3px); &:hover { top: 0 } }";
        assert_eq!(lint(css), []);
    }

    #[test]
    fn all_common_names_are_known() {
        let unknown: Vec<_> = COMMON
            .split_whitespace()
            .filter(|name| !is_known(name))
            .collect();
        assert_eq!(unknown, Vec::<&str>::new());
    }

    #[test]
    fn what_it_does_not_know_is_found_where_it_stands() {
        for (css, fault) in [
            ("a { colour: red }", "colour"),
            ("a { b { columns: 2 } }", "columns"),
            ("a { color: rde; top: 0 }", "color: rde"),
            ("a { width: 3 px }", "width: 3 px"),
            ("@page { size: A4 }", "@page"),
            ("@media print { @font-face { src: url(a) } }", "@font-face"),
            ("é { top: 0 } ul li::marker { top: 0 }", "ul li::marker"),
            ("p::selection { top: 0 }", "p::selection"),
            ("p:: { top: 0 }", "p::"),
            ("a:has(b), c { top: 0 }", "a:has(b), c"),
        ] {
            assert_eq!(faults(css), [fault], "{css}");
        }
    }

    #[test]
    fn a_near_name_is_suggested() {
        let problems = lint("a { colr: red }");
        assert_eq!(problems[0].help.as_deref(), Some("did you mean `color`?"));
    }

    #[test]
    fn what_tera_makes_is_believed() {
        let css = "{{ css | safe }}\n{# no { CSS #}.a { width: {{ w }}px; {% if b %}top: 0;{% endif %} \
                   color: {% if b %}red{% else %}blue{% endif %}; margin-{{ side }}: 0 }\n\
                   .{{ shape }} b { colour: {{ c }} }";
        assert_eq!(faults(css), ["colour"]);
    }

    #[test]
    fn only_style_elements_of_a_template_are_read() {
        let text = "<p style=\"x:y\">{</p>\n<style>\n.a { colour: red }</style><style media=print>\
                    b{}</style>colour: red";
        let file = Arc::new(SourceText {
            path: "social/a.html".to_owned(),
            text: text.to_owned(),
        });
        let found = lint_template(&file);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].place.as_ref().map(Place::line_column),
            Some((3, 6))
        );
    }
}
