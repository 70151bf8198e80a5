//! A style sheet as rules that know which names they ask for.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::{Arc, Mutex},
};

use super::{
    names::{Kind, in_html, variables},
    read::read,
};

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
pub struct Names {
    by_kind: [HashMap<String, usize>; 3],
    count: usize,
}

impl Names {
    fn get(&self, kind: Kind, name: &str) -> Option<usize> {
        self.by_kind[kind as usize].get(name).copied()
    }

    /// The number of a name, a new one where it has none.
    pub fn number(&mut self, kind: Kind, name: &str) -> usize {
        self.get(kind, name).unwrap_or_else(|| {
            let number = self.count;
            self.by_kind[kind as usize].insert(name.to_owned(), number);
            self.count += 1;
            number
        })
    }
}

/// A part of a style sheet.
#[derive(Debug)]
pub enum Item {
    /// A rule.
    Rule {
        /// What it is for.
        selectors: Vec<Selector>,
        /// What it says.
        declarations: Vec<Declaration>,
    },
    /// `@media` and its like.
    Group {
        /// What stands before its brace.
        head: String,
        /// What stands inside.
        items: Vec<Item>,
    },
    /// What is never left out.
    Whole(String),
}

/// One of a rule's selectors.
#[derive(Debug)]
pub struct Selector {
    /// As it was written.
    pub text: String,
    /// It matches nothing on a page that lacks one of these.
    pub needs: Vec<usize>,
}

/// A property and its value.
#[derive(Debug)]
pub struct Declaration {
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
        let (items, names) = read(text);
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
        let mut own = Vec::new();
        for part in html {
            in_html(part, |kind, name| {
                if let Some(number) = self.names.get(kind, name) {
                    has[number] = true;
                }
            });
            own.extend(variables(part).filter(|name| !self.asked.contains(*name)));
        }
        if !own.is_empty() {
            return self.made_for(&has, &own);
        }
        // a lock is poisoned where a thread failed, which has failed the build
        let known = |made: &HashMap<_, _>| made.get(&has).map(Arc::clone);
        if let Some(known) = self.made.lock().ok().and_then(|made| known(&made)) {
            return known;
        }
        let used = self.made_for(&has, &own);
        if let Ok(mut made) = self.made.lock()
            && made.len() < MOST_MADE
        {
            made.insert(has, Arc::clone(&used));
        }
        used
    }

    /// What is used by a page with these names, which asks for custom properties of its `own`.
    fn made_for(&self, has: &[bool], own: &[&str]) -> Arc<str> {
        let mut asked = self.asked.clone();
        asked.extend(own.iter().map(|name| (*name).to_owned()));
        // custom properties ask for each other
        loop {
            let before = asked.len();
            gather(&self.items, has, &mut asked);
            if asked.len() == before {
                return written(&self.items, has, &asked).into();
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
    /// A declaration that stands in `text`; one that cannot be read has no name.
    pub fn new(name: &str, text: &str) -> Self {
        Self {
            text: text.to_owned(),
            gives: name.starts_with("--").then(|| name.to_owned()),
            asks: variables(text).map(str::to_owned).collect(),
        }
    }

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
