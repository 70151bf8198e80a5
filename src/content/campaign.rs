//! One campaign: `campaign.yaml`, its facts, pictures and materials, in each of its languages.

use jiff::civil::Date;

use super::{
    Selection, facts, materials, pictures,
    read::{self, Read},
    schema::CampaignFile,
    yaml::Node,
};
use crate::{
    diagnostic::{Code, Diagnostic, Place, Report},
    model::{Action, Campaign, CampaignTexts, Language, Materials, Period, Site, Translated},
    source::Source,
};

/// Reads the campaign in `content/<folder>/`.
pub fn load(
    source: &Source,
    (site, selection): (&Site, &Selection),
    folder: &str,
    report: &mut Report,
) -> Option<Campaign> {
    let path = format!("content/{folder}/campaign.yaml");
    if !source.has(&path) {
        report.push(
            Diagnostic::error(
                Code::NoContent,
                format!("content/{folder}/ has no campaign.yaml"),
            )
            .why("Sebar cannot know what this campaign is called and what it asks for")
            .help("write it, or move the folder out of content/")
            .help("`sebar help campaign` shows every key"),
        );
        return None;
    }
    check_folder_name(site, folder, report);
    // a mistake here does not keep the other files from being read and reported on
    let tree = read::tree(source, &path, report);
    let file = tree.and_then(|tree| read::typed::<CampaignFile>(tree, report));
    let languages = languages(source, site, folder, report);
    let pictures = pictures::load(source, folder, report);
    let context = |language| Context {
        source,
        site,
        folder,
        language,
    };
    let (own, materials) = edition(&context(site.default_language()), file.as_ref(), report);
    let (mut texts, mut written) = (Translated::new(own), Translated::new(materials));
    for language in languages.iter().skip(1) {
        let (own, materials) = edition(&context(language), file.as_ref(), report);
        texts.add(language.clone(), own);
        written.add(language.clone(), materials);
    }
    let file = file?;
    check_code(&file, report);
    let keys = &file.value;
    let place = |key| file.tree.place_of(key);
    Some(Campaign {
        folder: folder.to_owned(),
        code: keys.code.clone(),
        languages,
        texts,
        // who looks at the site in another theme wants to see all of it
        theme: match &selection.theme {
            Some(_) => None,
            None => keys.theme.clone(),
        },
        theme_place: place("theme"),
        period: period(&file, report),
        status: keys.status,
        version: keys.version,
        updated: date(keys.updated.as_deref(), || place("updated"), report),
        picture: keys.picture.clone(),
        picture_place: place("picture"),
        summary_place: place("summary"),
        hashtags_place: place("hashtags"),
        place: place("title"),
        pictures,
        materials: written,
    })
}

/// One campaign in one language.
#[derive(Debug, Clone, Copy)]
struct Context<'a> {
    source: &'a Source,
    site: &'a Site,
    folder: &'a str,
    language: &'a Language,
}

/// Texts and materials in one language. Without a usable `file` all others are read none the less.
fn edition(
    context: &Context,
    file: Option<&Read<CampaignFile>>,
    report: &mut Report,
) -> (CampaignTexts, Materials) {
    let Context {
        source,
        site,
        folder,
        language,
    } = *context;
    let other = (language != site.default_language()).then_some(language);
    let translated = file
        .zip(other)
        .and_then(|(file, language)| translation(source, &file.tree, language, report));
    let said = if other.is_some() {
        translated.as_ref()
    } else {
        file
    };
    let (facts, links) = facts::load(source, folder, other, report);
    let mut own = said.map_or_else(CampaignTexts::default, |said| {
        texts_of(said, site, language)
    });
    own.facts = facts;
    own.source_links = links;
    own.pictures = pictures::described(source, folder, other, report);
    let context = materials::Context {
        source,
        site,
        folder,
        language,
        facts: &own.facts,
    };
    let materials = materials::load(&context, report);
    (own, materials)
}

fn period(file: &Read<CampaignFile>, report: &mut Report) -> Period {
    let place = |key| file.tree.place_of(key);
    let keys = &file.value.period;
    let from = date(keys.from.as_deref(), || place("period.from"), report);
    let until = date(keys.until.as_deref(), || place("period.until"), report);
    if let (Some(first), Some(last)) = (from, until)
        && last < first
    {
        report.push(
            Diagnostic::error(Code::BadValue, "the campaign ends before it begins")
                .at(place("period.until"), format!("it begins on {first}"))
                .why("the portal would say from the first day on that it has ended")
                .help("swap the two days, or leave out `until`"),
        );
    }
    Period { from, until }
}

/// A day as `2026-05-12`; anything else is reported.
pub fn date(text: Option<&str>, place: impl Fn() -> Place, report: &mut Report) -> Option<Date> {
    let text = text?;
    let date = text.parse::<Date>().ok();
    if date.is_none() {
        report.push(
            Diagnostic::error(Code::BadValue, format!("`{text}` is not a day"))
                .at(place(), "")
                .help("write days as year-month-day: 2026-05-12"),
        );
    }
    date
}

/// The default language, and those in which anything of the campaign is written.
fn languages(source: &Source, site: &Site, folder: &str, report: &mut Report) -> Vec<Language> {
    let top = format!("content/{folder}/");
    let mut found = vec![site.default_language().clone()];
    for path in source.below(&top) {
        let name = path.rsplit('/').next().unwrap_or_default();
        let parts: Vec<&str> = name.split('.').collect();
        let [.., tag, extension] = parts.as_slice() else {
            continue;
        };
        if parts.len() < 3 || !matches!(*extension, "md" | "yaml") {
            continue;
        }
        match site
            .languages
            .iter()
            .find(|language| language.as_str() == *tag)
        {
            Some(language) if *language == *site.default_language() => report.push(
                Diagnostic::warning(Code::UnknownFile, format!("{path} is not used"))
                    .why(format!(
                        "{} is the site's first language: its files carry no tag",
                        language.name()
                    ))
                    .help(format!(
                        "rename it to {}",
                        path.replace(&format!(".{tag}."), ".")
                    )),
            ),
            Some(language) if !found.contains(language) => found.push(language.clone()),
            Some(_) => {}
            None => report.push(
                Diagnostic::error(
                    Code::UnknownLanguage,
                    format!("{path} is in a language that the site does not have"),
                )
                .why("nobody would ever see it")
                .help(format!(
                    "add `{tag}` to `languages` in content/site.yaml, or rename the file"
                )),
            ),
        }
    }
    found.sort_by_key(|language| site.languages.iter().position(|own| own == language));
    found
}

fn translation(
    source: &Source,
    tree: &Node,
    language: &Language,
    report: &mut Report,
) -> Option<Read<CampaignFile>> {
    let own = read::translated(&tree.place.file.path, language);
    if !source.has(&own) {
        report.push(
            Diagnostic::warning(
                Code::MissingTranslation,
                format!("there is no {own}: title and summary stay untranslated"),
            )
            .why(format!(
                "other texts of this campaign are in {}",
                language.name()
            ))
            .help(format!(
                "write {own} with at least title, tagline and summary"
            )),
        );
        return read::typed(tree.clone(), report);
    }
    let over = read::tree(source, &own, report)?;
    read::typed(tree.overlaid(&over), report)
}

fn texts_of(said: &Read<CampaignFile>, site: &Site, language: &Language) -> CampaignTexts {
    let organisation = site.organisation.get(language);
    let tree = &said.tree;
    let links = ["action", "contacts", "accounts"];
    let links = links.into_iter().flat_map(|key| tree.links_under(key));
    let links = links.collect();
    let keys = &said.value;
    CampaignTexts {
        title: keys.title.clone(),
        tagline: keys.tagline.clone(),
        summary: keys.summary.clone(),
        owner: keys.owner.as_ref().unwrap_or(&organisation.name).clone(),
        action: Action {
            text: keys.action.text.clone(),
            link: keys.action.link.clone(),
        },
        hashtags: keys.hashtags.clone(),
        contacts: if keys.contacts.is_empty() {
            organisation.contacts.clone()
        } else {
            keys.contacts.clone()
        },
        accounts: keys.accounts.clone(),
        changes: keys.changes.clone(),
        rules: keys.rules.clone(),
        links,
        ..CampaignTexts::default()
    }
}

fn check_code(file: &Read<CampaignFile>, report: &mut Report) {
    let code = &file.value.code;
    let good = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if code.is_empty() || code.len() > 24 || !code.bytes().all(good) {
        report.push(
            Diagnostic::error(Code::BadValue, "the code cannot stand in file names")
                .at(
                    file.tree.place_of("code"),
                    "small letters, digits and `-`, at most 24",
                )
                .help("code: se2026"),
        );
    }
}

/// Folder names become addresses, which people type and hosts compare letter by letter.
fn check_folder_name(site: &Site, folder: &str, report: &mut Report) {
    let better = crate::bundle::portable_name(folder);
    if better != folder {
        report.push(
            Diagnostic::error(
                Code::UnsafeName,
                format!("the folder name `{folder}` cannot become an address everywhere"),
            )
            .why("some phones, hosts and Windows would not find its pages")
            .help(format!("rename the folder to `{better}`")),
        );
    }
    let is_language = site.languages.iter().any(|one| one.as_str() == folder);
    if is_language || folder == "assets" {
        report.push(
            Diagnostic::error(
                Code::UnsafeName,
                format!("the folder name `{folder}` is taken"),
            )
            .why(if is_language {
                format!("the pages in that language stand in public/{folder}/")
            } else {
                "style sheets and fonts stand in public/assets/".to_owned()
            })
            .help("give the campaign's folder another name"),
        );
    }
}
