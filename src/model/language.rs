//! A language, as BCP 47 writes it.

use std::fmt;

/// A BCP 47 language tag, such as `id`, `jv` or `zh-Hant`.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct Language(String);

impl Language {
    /// A tag of letters, digits and hyphens whose first part has two or three letters.
    pub fn new(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let primary = parts.next()?;
        let good = (2..=3).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_lowercase())
            && parts.all(|p| {
                (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric())
            });
        good.then(|| Self(tag.to_owned()))
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `rtl` for scripts written from right to left, else `ltr`.
    pub fn direction(&self) -> &'static str {
        match self.0.split('-').next() {
            Some("ar" | "fa" | "he" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv") => "rtl",
            _ => "ltr",
        }
    }

    /// What the language calls itself; the tag where that is not known.
    pub fn name(&self) -> &str {
        match self.0.as_str() {
            "id" => "Bahasa Indonesia",
            "en" => "English",
            "jv" => "Basa Jawa",
            "su" => "Basa Sunda",
            "ar" => "العربية",
            "zh" => "中文",
            tag => tag,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
