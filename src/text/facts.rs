//! Facts as text sees them: something to look a key up in.

/// The fields that may follow a key: `{{ fact.key.value }}`.
pub const FIELDS: &[&str] = &[
    "value", "unit", "prefix", "label", "source", "as_of", "text", "link",
];

/// A register of facts in one language.
pub trait Facts {
    /// The text for `{{ fact.key }}` (`field` is `None`) or `{{ fact.key.field }}`.
    fn text(&self, key: &str, field: Option<&str>) -> Option<String>;

    /// All keys, for "did you mean".
    fn keys(&self) -> Vec<&str>;
}

/// An empty register.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFacts;

impl Facts for NoFacts {
    fn text(&self, _: &str, _: Option<&str>) -> Option<String> {
        None
    }

    fn keys(&self) -> Vec<&str> {
        Vec::new()
    }
}
