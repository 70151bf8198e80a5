//! `sebar new`: a first draft of a campaign, a post or another text.

use super::{
    End,
    arguments::{New, NewKind, PostTemplate},
    open, print, show, starter,
};
use crate::{
    bundle::portable_name,
    diagnostic::did_you_mean,
    model::{Campaign, FactValue, Language, Site},
    output::{NewFile, new_files},
    source::Source,
};

/// Writes the draft.
pub fn run(arguments: &New) -> End {
    let (source, site) = match open::with_drafts(&arguments.root) {
        Ok(opened) => opened,
        Err(end) => return end,
    };
    let drafted = Draft::of(arguments, &site, &source).and_then(|draft| draft.files());
    let mut files = match drafted {
        Ok(files) => files,
        Err(message) => return show::usage(&message),
    };
    if arguments.root.join(starter::SCHEMAS).is_dir() {
        starter::with_schema_lines(&mut files);
    }
    if let Err(problem) = new_files(&arguments.root, &files) {
        return show::machine(&problem);
    }
    for file in &files {
        print::err(&format!("  {}\n", file.path));
    }
    if arguments.kind == NewKind::Campaign && arguments.language.is_none() {
        print::err(
            "\n  It is a draft: `sebar serve --drafts` shows it, and `status: published` publishes it.\n",
        );
    }
    End::Good
}

/// What is to be written, for which site.
struct Draft<'a> {
    arguments: &'a New,
    site: &'a Site,
    source: &'a Source,
    /// The language of the text.
    language: Language,
}

impl<'a> Draft<'a> {
    fn of(arguments: &'a New, site: &'a Site, source: &'a Source) -> Result<Self, String> {
        let language = match &arguments.language {
            None => site.default_language().clone(),
            Some(tag) => {
                let known = site.languages.iter().find(|one| one.as_str() == tag);
                known.cloned().ok_or_else(|| {
                    format!("the site does not speak `{tag}`\n  = help: add it to `languages` in content/site.yaml")
                })?
            }
        };
        Ok(Self {
            arguments,
            site,
            source,
            language,
        })
    }

    fn is_translation(&self) -> bool {
        self.language != *self.site.default_language()
    }

    /// `.en` in the names of translations.
    fn tag(&self) -> String {
        if self.is_translation() {
            format!(".{}", self.language)
        } else {
            String::new()
        }
    }

    fn files(&self) -> Result<Vec<NewFile>, String> {
        match self.arguments.kind {
            NewKind::Campaign if self.is_translation() => self.text("campaign-translation.yaml"),
            NewKind::Campaign => self.campaign(),
            NewKind::Post => self.post(),
            NewKind::Facts if self.is_translation() => Err(
                "the translation of facts begins empty\n  = help: `sebar check` names every text and unit that it needs".to_owned(),
            ),
            NewKind::Facts => self.text("facts.yaml"),
            NewKind::Flyer => self.text("flyer.md"),
            NewKind::Leaflet => self.text("leaflet.md"),
            NewKind::Message => self.text("message.md"),
            NewKind::TalkingPoints => self.text("talking-points.md"),
            NewKind::Script => self.text("script.md"),
            NewKind::Faq => self.text("faq.md"),
            NewKind::PressRelease => self.text("press-release.md"),
        }
    }

    fn campaign(&self) -> Result<Vec<NewFile>, String> {
        let folder = portable_name(&self.arguments.name);
        if self.source.folders("content/").contains(&folder.as_str()) {
            return Err(format!(
                "there is a folder content/{folder}/ already\n  = help: choose another name, or begin a text in it: sebar new post NAME --campaign {folder}"
            ));
        }
        let top = format!("content/{folder}/");
        let gaps = self.gaps(&folder, &self.arguments.name);
        let drafts = [
            "campaign.yaml",
            "facts.yaml",
            "flyer.md",
            "leaflet.md",
            "message.md",
        ];
        let mut files: Vec<NewFile> = drafts
            .iter()
            .map(|name| NewFile::text(format!("{top}{name}"), self.draft(name, &gaps)))
            .collect();
        let post = self.draft("post-statement.md", &gaps);
        files.push(NewFile::text(format!("{top}posts/01-{folder}.md"), post));
        Ok(files)
    }

    /// A text of a campaign that is there.
    fn text(&self, draft: &str) -> Result<Vec<NewFile>, String> {
        let campaign = self.the_campaign(&self.arguments.name)?;
        let title = &campaign.texts.get(&self.language).title;
        let gaps = self.gaps(&campaign.folder, title);
        let name = draft.replace("-translation", "");
        let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, "md"));
        let path = format!(
            "content/{}/{stem}{}.{extension}",
            campaign.folder,
            self.tag()
        );
        Ok(vec![NewFile::text(path, self.draft(draft, &gaps))])
    }

    fn post(&self) -> Result<Vec<NewFile>, String> {
        let campaign = match &self.arguments.campaign {
            Some(name) => self.the_campaign(name)?,
            None => self.only_campaign()?,
        };
        let slug = portable_name(&self.arguments.name);
        let top = format!("content/{}/posts/", campaign.folder);
        let mut gaps = self.gaps(&campaign.folder, &self.arguments.name);
        let names: Vec<&str> = self
            .source
            .below(&top)
            .map(|path| &path[top.len()..])
            .collect();
        let is_same = |name: &&&str| slug_of(name) == Some(slug.as_str());
        let there = names.iter().find(is_same).copied();
        if self.is_translation() {
            let original = there.ok_or_else(|| {
                format!("there is no post `{slug}` to translate in {top}\n  = help: the name is the file's, without number and .md")
            })?;
            let stem = original.split('.').next().unwrap_or(original);
            let path = format!("{top}{stem}.{}.md", self.language);
            return Ok(vec![NewFile::text(
                path,
                self.draft("post-translation.md", &gaps),
            )]);
        }
        if let Some(there) = there {
            return Err(format!(
                "there is a post of that name: {top}{there}\n  = help: choose another name"
            ));
        }
        let number = names
            .iter()
            .filter_map(|name| number_of(name))
            .max()
            .unwrap_or(0)
            + 1;
        let mut files = Vec::new();
        if self.arguments.template == PostTemplate::Number {
            let (key, register) = self.figure(campaign, &gaps)?;
            gaps.push(("fact", key));
            files.extend(register);
        }
        let path = format!("{top}{number:02}-{slug}.md");
        let draft = format!("post-{}.md", template_name(self.arguments.template));
        files.push(NewFile::text(path, self.draft(&draft, &gaps)));
        Ok(files)
    }

    /// The key of a figure for a post to show, and the register if it must begin with it.
    fn figure(
        &self,
        campaign: &Campaign,
        gaps: &starter::Gaps,
    ) -> Result<(String, Option<NewFile>), String> {
        let path = format!("content/{}/facts.yaml", campaign.folder);
        let facts = &campaign.texts.get(self.site.default_language()).facts;
        let is_number = |value: &FactValue| matches!(value, FactValue::Number(_));
        let figure = facts.iter().find(|(_, fact)| is_number(&fact.value));
        match figure {
            Some((key, _)) => Ok((key.clone(), None)),
            None if !self.source.has(&path) => {
                let text = self.draft("facts.yaml", gaps);
                Ok(("reach".to_owned(), Some(NewFile::text(path, text))))
            }
            None => Err(format!(
                "{path} has no figure to show\n  = help: add one: reach: {{value: 100, unit: warga, source: …}}"
            )),
        }
    }

    fn the_campaign(&self, name: &str) -> Result<&'a Campaign, String> {
        let campaigns = &self.site.campaigns;
        campaigns
            .iter()
            .find(|one| one.folder == name)
            .ok_or_else(|| {
                let names = || campaigns.iter().map(|one| one.folder.as_str());
                let near = did_you_mean(name, names())
                    .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                let all: Vec<&str> = names().collect();
                format!(
                    "there is no campaign `{name}`{near}\n  = help: campaigns here: {}",
                    all.join(", ")
                )
            })
    }

    fn only_campaign(&self) -> Result<&'a Campaign, String> {
        match &self.site.campaigns[..] {
            [campaign] => Ok(campaign),
            campaigns => {
                let all: Vec<&str> = campaigns.iter().map(|one| one.folder.as_str()).collect();
                Err(format!(
                    "which campaign is the post for?\n  = help: --campaign NAME, one of: {}",
                    all.join(", ")
                ))
            }
        }
    }

    fn draft(&self, name: &str, gaps: &starter::Gaps) -> String {
        let language = starter::language(self.language.as_str());
        starter::text(&format!("draft/{language}/{name}"), gaps)
    }

    fn gaps(&self, folder: &str, name: &str) -> Vec<(&'static str, String)> {
        let organisation = self.site.organisation.get(&self.language);
        let title = sentence(name);
        let is_english = starter::language(self.language.as_str()) == "en";
        let summary = if is_english {
            "A sentence or two: what is new, and what it is good for."
        } else {
            "Satu atau dua kalimat: apa kabarnya, dan apa gunanya bagi pembaca."
        };
        let good = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-';
        let code: String = folder.chars().filter(good).take(24).collect();
        vec![
            ("code", code.trim_matches('-').to_owned()),
            ("question", format!("{}?", title.trim_end_matches('?'))),
            ("hashtag", hashtag(&title)),
            ("title", title),
            ("summary", summary.to_owned()),
            ("link", format!("{}{folder}/", self.site.base_url)),
            ("organisation", organisation.name.clone()),
            (
                "mail",
                format!("{}, {}", organisation.name, organisation.domain),
            ),
        ]
    }
}

/// `vaksin-anak` → `Vaksin anak`; what is written as a sentence stays one.
fn sentence(name: &str) -> String {
    let text = name.replace(['-', '_'], " ");
    let mut letters = text.trim().chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// `Vaksin anak` → `VaksinAnak`
fn hashtag(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(sentence)
        .collect()
}

/// `01-jadwal.md` → `jadwal`; translations have none of their own.
fn slug_of(name: &str) -> Option<&str> {
    let stem = name
        .strip_suffix(".md")
        .filter(|stem| !stem.contains('.'))?;
    Some(
        stem.trim_start_matches(|c: char| c.is_ascii_digit())
            .trim_start_matches('-'),
    )
}

fn number_of(name: &str) -> Option<u32> {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn template_name(template: PostTemplate) -> &'static str {
    match template {
        PostTemplate::Statement => "statement",
        PostTemplate::Number => "number",
        PostTemplate::Rebuttal => "rebuttal",
        PostTemplate::Steps => "steps",
        PostTemplate::Question => "question",
        PostTemplate::Quote => "quote",
        PostTemplate::List => "list",
        PostTemplate::Compare => "compare",
        PostTemplate::Event => "event",
        PostTemplate::Thanks => "thanks",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_titles_hashtags_and_numbers() {
        assert_eq!(sentence("vaksin-anak"), "Vaksin anak");
        assert_eq!(sentence("Vaksin anak, gratis"), "Vaksin anak, gratis");
        assert_eq!(hashtag("Vaksin anak, gratis"), "VaksinAnakGratis");
        assert_eq!(slug_of("01-jadwal.md"), Some("jadwal"));
        assert_eq!(slug_of("01-jadwal.en.md"), None);
        assert_eq!(number_of("07-jadwal.md"), Some(7));
    }
}
