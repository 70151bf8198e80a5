//! Reading a style sheet.

use std::convert::Infallible;

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, StyleSheetParser, Token,
};

use super::{
    names::Kind,
    sheet::{Declaration, Item, Names, Selector},
};

/// The parts of a style sheet, and the names that they ask for.
pub fn read(text: &str) -> (Vec<Item>, Names) {
    let mut reader = Reader::default();
    let items = reader.items(&mut Parser::new(text));
    (items, reader.names)
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
