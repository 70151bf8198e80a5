//! A style sheet as rules that know which names they ask for.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    convert::Infallible,
    sync::{Arc, Mutex},
};

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, StyleSheetParser, Token,
};

use super::names::{Kind, in_html, variables};

/// A style sheet.
#[derive(Debug)]
pub struct Sheet {
    /// As it was written.
    pub text: String,
    items: Vec<Item>,
    names: Names,
    /// Names that any page has, since a script may give them.
    always: Vec<bool>,
    /// Custom properties that files beside the page ask for.
    asked: BTreeSet<String>,
    /// What pages with the same names are given.
    made: Mutex<HashMap<Vec<bool>, Arc<str>>>,
}

/// So many different pages are remembered; sites with more have pages of all sorts.
const MOST_MADE: usize = 64;

/// The names that rules ask for, numbered.
#[derive(Debug, Default)]
struct Names {
    by_kind: [HashMap<String, usize>; 3],
    count: usize,
}

impl Names {
    fn get(&self, kind: Kind, name: &str) -> Option<usize> {
        self.by_kind[kind as usize].get(name).copied()
    }

    fn number(&mut self, kind: Kind, name: &str) -> usize {
        self.get(kind, name).unwrap_or_else(|| {
            let number = self.count;
            self.by_kind[kind as usize].insert(name.to_owned(), number);
            self.count += 1;
            number
        })
    }
}

#[derive(Debug)]
enum Item {
    Rule {
        selectors: Vec<Selector>,
        declarations: Vec<Declaration>,
    },
    /// `@media` and its like.
    Group { head: String, items: Vec<Item> },
    /// What is never left out.
    Whole(String),
}

#[derive(Debug)]
struct Selector {
    text: String,
    /// It matches nothing on a page that lacks one of these.
    needs: Vec<usize>,
}

#[derive(Debug)]
struct Declaration {
    text: String,
    /// The custom property that it gives a value.
    gives: Option<String>,
    /// The custom properties that it asks for.
    asks: Vec<String>,
}

impl Sheet {
    /// Reads a style sheet for pages whose scripts may give these names, and beside which files ask for
    /// these custom properties.
    pub fn new(text: &str, given: &HashSet<String>, asked: &HashSet<String>) -> Self {
        let mut reader = Reader::default();
        let items = reader.items(&mut Parser::new(text));
        let names = reader.names;
        let mut always = vec![false; names.count];
        for (name, number) in names.by_kind.iter().flatten() {
            always[*number] = given.contains(name);
        }
        Self {
            text: text.to_owned(),
            items,
            names,
            always,
            asked: asked.iter().cloned().collect(),
            made: Mutex::default(),
        }
    }

    /// What a page uses of it that is made of these parts.
    pub fn used(&self, html: [&str; 2]) -> Arc<str> {
        let mut has = self.always.clone();
        let mut asked = self.asked.clone();
        for part in html {
            in_html(part, |kind, name| {
                if let Some(number) = self.names.get(kind, name) {
                    has[number] = true;
                }
            });
            asked.extend(variables(part).map(str::to_owned));
        }
        if asked.len() > self.asked.len() {
            return written(&self.items, &has, &self.asked_by(&has, asked)).into();
        }
        // a lock is poisoned where a thread failed, which has failed the build
        let known = |made: &HashMap<_, _>| made.get(&has).map(Arc::clone);
        if let Some(known) = self.made.lock().ok().and_then(|made| known(&made)) {
            return known;
        }
        let used: Arc<str> = written(&self.items, &has, &self.asked_by(&has, asked)).into();
        if let Ok(mut made) = self.made.lock()
            && made.len() < MOST_MADE
        {
            made.insert(has, Arc::clone(&used));
        }
        used
    }

    /// The custom properties that are asked for, by rules or by each other.
    fn asked_by(&self, has: &[bool], mut asked: BTreeSet<String>) -> BTreeSet<String> {
        loop {
            let before = asked.len();
            gather(&self.items, has, &mut asked);
            if asked.len() == before {
                return asked;
            }
        }
    }
}

impl Selector {
    fn fits(&self, has: &[bool]) -> bool {
        self.needs.iter().all(|number| has[*number])
    }
}

impl Declaration {
    fn is_asked(&self, asked: &BTreeSet<String>) -> bool {
        self.gives.as_ref().is_none_or(|name| asked.contains(name))
    }
}

fn gather(items: &[Item], has: &[bool], asked: &mut BTreeSet<String>) {
    for item in items {
        match item {
            Item::Rule {
                selectors,
                declarations,
            } if selectors.iter().any(|selector| selector.fits(has)) => {
                for one in declarations {
                    if one.is_asked(asked) {
                        asked.extend(one.asks.iter().cloned());
                    }
                }
            }
            Item::Group { items, .. } => gather(items, has, asked),
            Item::Whole(text) => asked.extend(variables(text).map(str::to_owned)),
            Item::Rule { .. } => {}
        }
    }
}

fn written(items: &[Item], has: &[bool], asked: &BTreeSet<String>) -> String {
    let mut out = String::new();
    for item in items {
        match item {
            Item::Rule {
                selectors,
                declarations,
            } => {
                let selectors = selectors.iter().filter(|selector| selector.fits(has));
                let selectors: Vec<&str> = selectors.map(|one| one.text.as_str()).collect();
                let declarations = declarations.iter().filter(|one| one.is_asked(asked));
                let declarations: Vec<&str> = declarations.map(|one| one.text.as_str()).collect();
                if !selectors.is_empty() && !declarations.is_empty() {
                    out.extend([&*selectors.join(","), "{", &declarations.join(";"), "}"]);
                }
            }
            Item::Group { head, items } => {
                let inside = written(items, has, asked);
                if !inside.is_empty() {
                    out.extend([head, "{", &inside, "}"]);
                }
            }
            Item::Whole(text) => out.push_str(text),
        }
    }
    out
}

/// Reads rules, numbering the names that they ask for.
#[derive(Default)]
struct Reader {
    names: Names,
}

type Read<T> = Result<T, ParseError<Infallible>>;

impl Reader {
    fn items(&mut self, input: &mut Parser<'_>) -> Vec<Item> {
        let rules = StyleSheetParser::new(input, self);
        // what cannot be read is left to browsers
        rules
            .map(|rule| rule.unwrap_or_else(|(_, text, _)| Item::Whole(text.to_owned())))
            .collect()
    }

    fn selector(&mut self, input: &mut Parser<'_>) -> Selector {
        let start = input.position();
        let mut needs = Vec::new();
        let mut before = Token::Comma;
        // what stands in brackets is skipped: it is an attribute, or one of several
        while let Ok(token) = input.next_including_whitespace_and_comments() {
            let token = token.clone();
            let name = match (&token, &before) {
                (Token::Ident(name), Token::Delim('.')) => Some((Kind::Class, name)),
                (Token::Ident(_), Token::Colon) => None,
                (Token::Ident(name), _) => Some((Kind::Element, name)),
                (Token::IDHash(name), _) => Some((Kind::Id, name)),
                _ => None,
            };
            if let Some((kind, name)) = name {
                needs.push(self.names.number(kind, name));
            }
            before = token;
        }
        Selector {
            text: input.slice_from(start).trim().to_owned(),
            needs,
        }
    }
}

impl<'i> QualifiedRuleParser<'i> for Reader {
    type Prelude = Vec<Selector>;
    type QualifiedRule = Item;
    type Error = Infallible;

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Read<Vec<Selector>> {
        input.parse_comma_separated(|input| Ok(self.selector(input)))
    }

    fn parse_block(
        &mut self,
        selectors: Vec<Selector>,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Read<Item> {
        let mut declarations = Vec::new();
        for declaration in RuleBodyParser::new(input, &mut Body) {
            declarations
                .push(declaration.unwrap_or_else(|(_, text, _)| Declaration::new("", text)));
        }
        Ok(Item::Rule {
            selectors,
            declarations,
        })
    }
}

impl<'i> AtRuleParser<'i> for Reader {
    /// Name and what stands before the block.
    type Prelude = (CowRcStr<'i>, String);
    type AtRule = Item;
    type Error = Infallible;

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Read<(CowRcStr<'i>, String)> {
        let head = format!("@{name} {}", all(input));
        Ok((name, head.trim_end().to_owned()))
    }

    fn rule_without_block(
        &mut self,
        (_, head): (CowRcStr<'i>, String),
        _: &ParserState,
    ) -> Result<Item, ()> {
        Ok(Item::Whole(head + ";"))
    }

    fn parse_block(
        &mut self,
        (name, head): (CowRcStr<'i>, String),
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Read<Item> {
        Ok(match name.as_ref() {
            "media" | "supports" | "layer" | "container" => Item::Group {
                head,
                items: self.items(input),
            },
            _ => Item::Whole(format!("{head}{{{}}}", all(input))),
        })
    }
}

/// Reads the declarations of a rule.
struct Body;

impl Declaration {
    fn new(name: &str, text: &str) -> Self {
        Self {
            text: text.to_owned(),
            gives: name.starts_with("--").then(|| name.to_owned()),
            asks: variables(text).map(str::to_owned).collect(),
        }
    }
}

impl<'i> DeclarationParser<'i> for Body {
    type Declaration = Declaration;
    type Error = Infallible;

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Read<Declaration> {
        Ok(Declaration::new(&name, &format!("{name}:{}", all(input))))
    }
}

impl AtRuleParser<'_> for Body {
    type Prelude = ();
    type AtRule = Declaration;
    type Error = Infallible;
}

impl QualifiedRuleParser<'_> for Body {
    type Prelude = ();
    type QualifiedRule = Declaration;
    type Error = Infallible;
}

impl RuleBodyItemParser<'_, Declaration, Infallible> for Body {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}

/// All that is left, as it was written.
fn all<'i>(input: &mut Parser<'i>) -> &'i str {
    let start = input.position();
    while input.next_including_whitespace_and_comments().is_ok() {}
    input.slice_from(start).trim()
}
