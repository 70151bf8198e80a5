//! Figures, dates, names and claims that stand once, with their source.

use std::collections::BTreeMap;

/// What a fact says.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum FactValue {
    /// A figure, written by each language's rules.
    Number(f64),
    /// A name, a date or a claim, as written.
    Text(String),
}

/// One entry of a register.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Fact {
    /// The figure or words.
    pub value: FactValue,
    /// Decimals to show, where the writer gave them (58.90 → 2).
    pub decimals: usize,
    /// Before the figure: a currency.
    pub prefix: Option<String>,
    /// After the figure: a unit or what is counted.
    pub unit: Option<String>,
    /// What the figure is about.
    pub label: Option<String>,
    /// When it was true.
    pub as_of: Option<String>,
    /// Who says so.
    pub source: Option<String>,
    /// Where to read it.
    pub link: Option<String>,
}

/// Facts by key.
pub type FactRegister = BTreeMap<String, Fact>;
