//! What a Markdown body becomes.

use crate::diagnostic::Place;

/// A text in two forms that say the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rich {
    /// Safe HTML: every character of the writer is escaped, every tag is ours.
    pub html: String,
    /// The same without any mark-up.
    pub text: String,
}

impl Rich {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.html.is_empty()
    }
}

/// A picture that is asked for by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureRef {
    /// A file in the campaign's `pictures/`, or `art:` and the name of a theme's drawing.
    pub name: String,
    /// What stands in the brackets, if anything.
    pub alt: Option<String>,
    /// Where it is asked for.
    pub place: Place,
}

/// A link, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub url: String,
    /// Where it stands.
    pub place: Place,
}

impl Link {
    /// Whether it leads to another host: `http:` or `https:`.
    pub fn is_external(&self) -> bool {
        let url = self.url.to_ascii_lowercase();
        url.starts_with("http:") || url.starts_with("https:") || url.starts_with("//")
    }
}

/// A whole Markdown body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// What stands before the first `##`: of kind text, without id and title.
    pub lead_in: Option<Box<Section>>,
    /// One for each `##`.
    pub sections: Vec<Section>,
    /// Every link in it, in order.
    pub links: Vec<Link>,
    /// Every picture in it, in order.
    pub pictures: Vec<PictureRef>,
}

/// How a section is laid out; written as a class: `## Heading {#id .steps}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum SectionKind {
    /// Paragraphs; the first is the lead.
    #[default]
    Text,
    /// An ordered list of things to do.
    Steps,
    /// An ordered list of things to look for.
    Signs,
    /// Figures with their labels.
    Numbers,
    /// Figures, drawn as bars.
    Bars,
    /// A rumour and the fact.
    Claim,
    /// A table with row heads.
    Compare,
    /// Questions and answers.
    Questions,
    /// How to reach the office.
    Contact,
}

impl SectionKind {
    /// Every kind, in the order of the manual.
    pub const ALL: &[Self] = &[
        Self::Text,
        Self::Steps,
        Self::Signs,
        Self::Numbers,
        Self::Bars,
        Self::Claim,
        Self::Compare,
        Self::Questions,
        Self::Contact,
    ];

    /// As written in Markdown and given to templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Steps => "steps",
            Self::Signs => "signs",
            Self::Numbers => "numbers",
            Self::Bars => "bars",
            Self::Claim => "claim",
            Self::Compare => "compare",
            Self::Questions => "questions",
            Self::Contact => "contact",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// One section. Which parts are filled depends on the kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The anchor: as written, or made from the title; each stands once in a document.
    pub id: String,
    /// How it is laid out.
    pub kind: SectionKind,
    /// The heading (inline HTML).
    pub title: Rich,
    /// A first paragraph that is only `*italic*` (plain text).
    pub kicker: Option<String>,
    /// The first paragraph (inline HTML).
    pub lead: Option<String>,
    /// All that has no other name (block HTML), may be empty.
    pub body: String,
    /// Steps, signs, or questions with their answers.
    pub items: Vec<Item>,
    /// Of a claim: what is said (inline HTML; block HTML when it has several paragraphs).
    pub rumour: Option<String>,
    /// Of a claim: what is so (inline HTML).
    pub fact: Option<String>,
    /// Where it is from, without the word "Sumber:" (inline HTML).
    pub source: Option<String>,
    /// Of numbers and bars: what follows the list (block HTML).
    pub note: Option<String>,
    /// Of a comparison.
    pub table: Option<Table>,
    /// An image that stands alone in a paragraph.
    pub picture: Option<PictureRef>,
    /// Of numbers and bars.
    pub figures: Vec<Figure>,
    /// The heading; of a lead-in, its first line.
    pub place: Place,
}

/// One entry of a list, or one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The stressed first words without their full stop, or the question (inline HTML).
    pub title: Rich,
    /// The rest: inline HTML for a single paragraph in a list; block HTML for an answer and for all
    /// that is longer.
    pub body: Rich,
    /// The image at its head.
    pub picture: Option<PictureRef>,
    /// Where it stands.
    pub place: Place,
}

/// A number with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The key of the fact that it comes from, if it comes from one.
    pub fact: Option<String>,
    /// As shown, for example `29` or `Rp 58,9 triliun`.
    pub number: String,
    /// What is counted (inline HTML).
    pub label: Rich,
    /// Where it stands.
    pub place: Place,
}

/// A table; the first cell of a row is its head. All cells are inline HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The rows, each as long as `head`.
    pub rows: Vec<Vec<String>>,
}
