//! The table of diagnostic codes. A code, once published, keeps its meaning.

macro_rules! codes {
    ($($name:ident = $code:literal, $title:literal;)*) => {
        /// Which kind of thing is wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// The code as printed, for example `SB0101`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)* }
            }

            /// What it stands for, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)* }
            }
        }
    };
}

codes! {
    // files
    NoContent = "SB0001", "no content folder, or nothing in it";
    Unreadable = "SB0002", "a file or folder that cannot be read";
    NotUtf8 = "SB0003", "a text file that is not UTF-8";
    SymlinkLoop = "SB0004", "a symbolic link that leads back to itself";
    UnknownFile = "SB0005", "a file that nothing uses";
    UnsafeName = "SB0006", "a name that some systems cannot hold";
    // keys and values
    YamlSyntax = "SB0101", "YAML that cannot be read";
    UnknownKey = "SB0102", "an unknown key";
    WrongType = "SB0103", "a value of the wrong kind";
    MissingKey = "SB0104", "a key that must be there";
    DuplicateKey = "SB0105", "a key that stands twice";
    FrontMatter = "SB0106", "front matter that is not closed";
    BadValue = "SB0107", "a value that cannot be used";
    UnknownLanguage = "SB0108", "a language that the site does not have";
    // references
    UnknownFact = "SB0120", "a fact that is not in the register";
    UnknownPicture = "SB0121", "a picture that is not there";
    NoAlternativeText = "SB0122", "a picture without alternative text";
    DeadLink = "SB0123", "a link to nowhere";
    MissingTranslation = "SB0124", "a material without a translation";
    SamePath = "SB0125", "two materials with the same output path";
    UnofficialLink = "SB0126", "a link outside the official domains";
    // Markdown
    RawHtml = "SB0140", "HTML in Markdown";
    BadSection = "SB0141", "a section that cannot be laid out as asked";
    Expression = "SB0142", "an expression that cannot be read";
    // drawing
    TextCut = "SB0201", "text that does not fit";
    MissingGlyph = "SB0202", "a character that no font has";
    CaptionTooLong = "SB0203", "a caption that is too long for its channel";
    TooManyHashtags = "SB0204", "more hashtags than the channel takes";
    Covered = "SB0205", "text where the channel covers the picture";
    LowContrast = "SB0206", "text that is hard to tell from its ground";
    SmallText = "SB0207", "text that is too small on a phone";
    ThickBooklet = "SB0208", "a booklet that is too thick to be stapled";
    // pictures
    BadPicture = "SB0220", "a picture that cannot be decoded";
    HugePicture = "SB0221", "a picture with too many pixels";
    Enlarged = "SB0222", "a picture that is too small for its place";
    MuchToner = "SB0223", "an office version that takes much toner";
    // themes
    NoTheme = "SB0301", "a theme that is not there";
    ThemeFile = "SB0302", "a theme file that cannot be used";
    Template = "SB0303", "a template that fails";
    UnknownCss = "SB0304", "CSS that the layout engine does not know";
    MissingString = "SB0305", "a text that the theme does not have in a language";
    MissingTemplate = "SB0306", "a template that the theme does not have";
    Drawing = "SB0307", "a document that the layout engine refuses";
    FontLicence = "SB0308", "a font without its licence";
    UnknownVariable = "SB0309", "a name that templates are not given";
    // output
    OutputFolder = "SB0401", "an output folder that cannot be used";
    ForeignFiles = "SB0402", "files in the output folder that Sebar did not make";
    WriteFailed = "SB0403", "a file that cannot be written";
    // advice: what a reader would thank the writer for
    LongSentence = "SB0501", "a sentence that is hard to follow";
    LongWords = "SB0502", "a text of long words";
    Shouting = "SB0503", "shouting capitals";
    Excited = "SB0504", "too many exclamation marks or emoji";
    Preaching = "SB0505", "a phrase that preaches";
    StrayHashtag = "SB0506", "a hashtag that the campaign does not have";
    LooseFigure = "SB0507", "a figure that no fact has";
    NoSource = "SB0508", "a text with facts and no source";
    NoReason = "SB0509", "a page that does not say why it matters";
    NoContact = "SB0510", "nobody to ask";
    PastDay = "SB0511", "a day that has passed";
    NoCredit = "SB0512", "a photograph without credit";
    PersonalData = "SB0513", "what looks like personal data";
    NameSpelling = "SB0514", "a name that is spelt otherwise";
    Spelling = "SB0515", "a word that is not in the dictionary";
}

impl Code {
    /// The code as a person types it: `SB0101`, `sb0101` or `0101`.
    pub fn from_typed(typed: &str) -> Option<Self> {
        let typed = typed.trim().to_ascii_uppercase();
        let digits = typed.strip_prefix("SB").unwrap_or(&typed);
        let same = |code: &&Self| code.as_str().strip_prefix("SB") == Some(digits);
        Self::ALL.iter().find(same).copied()
    }
}
