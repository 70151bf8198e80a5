//! `sebar init`: from nothing to a small site that builds.

use std::{
    io::{BufRead as _, IsTerminal as _},
    path::Path,
};

use super::{End, arguments::Init, print, show, starter};
use crate::{
    bundle::portable_name,
    model::Language,
    output::{NewFile, new_files},
    render::picture,
};

/// What the site is made from.
struct Answers {
    organisation: String,
    domain: String,
    languages: Vec<String>,
    base_url: String,
    colour: String,
}

/// Why there is no site.
enum Stop {
    /// What was said cannot be used.
    Wrong(String),
    /// The person went away.
    Away,
}

/// Makes the site.
pub fn run(arguments: &Init) -> End {
    let folder = &arguments.folder;
    if folder.join("content/site.yaml").exists() {
        return show::usage(&format!(
            "there is a site in {} already\n  = help: begin a campaign in it with `sebar new campaign NAME`",
            shown(folder)
        ));
    }
    let (answers, logo) = match gathered(arguments) {
        Ok(found) => found,
        Err(Stop::Wrong(message)) => return show::usage(&message),
        Err(Stop::Away) => {
            print::err("\n  Stopped. Nothing was written.\n");
            return End::Stopped;
        }
    };
    let (mut files, campaign) = content(&answers, logo.as_ref());
    files.extend(logo);
    // what stands around the content may be there already, and is then left as it is
    let around = starter::surroundings().into_iter();
    let (kept, new): (Vec<_>, Vec<_>) =
        around.partition(|file| folder.join(&file.path).symlink_metadata().is_ok());
    files.extend(new);
    if let Err(problem) = new_files(folder, &files) {
        return show::machine(&problem);
    }
    print::err(&closing(folder, &campaign, &kept));
    End::Good
}

fn gathered(arguments: &Init) -> Result<(Answers, Option<NewFile>), Stop> {
    let is_person = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let answers = answers(arguments, is_person && !arguments.yes)?;
    let logo = arguments.logo.as_deref().map(logo).transpose()?;
    Ok((answers, logo))
}

/// What was said, else what is answered, else what is usual.
fn answers(arguments: &Init, asks: bool) -> Result<Answers, Stop> {
    let ask = |said: &Option<String>, question: &str, usual: &str| match said {
        Some(said) => Ok(said.clone()),
        None if asks => answer(question, usual),
        None => Ok(usual.to_owned()),
    };
    let languages = arguments.languages.as_ref().map(|tags| tags.join(","));
    let languages = ask(&languages, "Languages, the main one first", "id")?;
    let languages: Vec<String> = languages
        .split([',', ' '])
        .filter(|tag| !tag.is_empty())
        .map(str::to_owned)
        .collect();
    check_languages(&languages)?;
    let is_english = starter::language(&languages[0]) == "en";
    let (office, path) = if is_english {
        ("Example Office", "campaigns")
    } else {
        ("Kantor Contoh", "kampanye")
    };
    let organisation = ask(&arguments.organisation, "Which office publishes", office)?;
    let domain = ask(&arguments.domain, "Its domain", "example.go.id")?;
    check(
        domain.contains('.') && !domain.contains(['/', ':', ' ', '"']),
        || {
            format!(
                "`{domain}` is not a domain\n  = help: without https:// and slashes: example.go.id"
            )
        },
    )?;
    let usual = format!("https://{domain}/{path}/");
    let base_url = ask(&arguments.base_url, "Where the site will stand", &usual)?;
    let is_web = base_url.starts_with("https://") || base_url.starts_with("http://");
    check(is_web && !base_url.contains([' ', '"', '?', '#']), || {
        format!("`{base_url}` is not an address\n  = help: write it whole: {usual}")
    })?;
    let colour = ask(&arguments.colour, "Colour of the office", "#0b6e4f")?;
    let hex = colour.strip_prefix('#').unwrap_or_default();
    check(
        matches!(hex.len(), 3 | 6) && hex.bytes().all(|byte| byte.is_ascii_hexdigit()),
        || format!("`{colour}` is not a colour\n  = help: write it as \"#0b6e4f\""),
    )?;
    Ok(Answers {
        organisation,
        domain,
        languages,
        base_url,
        colour,
    })
}

fn check(good: bool, message: impl Fn() -> String) -> Result<(), Stop> {
    if good {
        Ok(())
    } else {
        Err(Stop::Wrong(message()))
    }
}

fn check_languages(tags: &[String]) -> Result<(), Stop> {
    let help = "\n  = help: tags with commas between, each once: id,en";
    check(!tags.is_empty(), || format!("there is no language{help}"))?;
    for (at, tag) in tags.iter().enumerate() {
        check(
            Language::new(tag).is_some() && !tags[..at].contains(tag),
            || format!("`{tag}` is not a language tag of its own{help}"),
        )?;
    }
    Ok(())
}

fn answer(question: &str, usual: &str) -> Result<String, Stop> {
    print::err(&format!("  {question} [{usual}]: "));
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    match read {
        Ok(0) | Err(_) => Err(Stop::Away),
        Ok(_) if line.trim().is_empty() => Ok(usual.to_owned()),
        Ok(_) => Ok(line.trim().to_owned()),
    }
}

/// The office's logo, as a file of the site.
fn logo(path: &Path) -> Result<NewFile, Stop> {
    let wrong = |why: String| Stop::Wrong(format!("the logo {}: {why}", path.display()));
    let bytes = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let name = format!("{}.{}", portable_name(&stem), extension.to_lowercase());
    picture::verify(&name, &bytes).map_err(|problem| wrong(problem.message))?;
    Ok(NewFile {
        path: format!("content/{name}"),
        bytes,
    })
}

/// The files below `content/`, and the folder name of the first campaign.
fn content(answers: &Answers, logo: Option<&NewFile>) -> (Vec<NewFile>, String) {
    let language = starter::language(&answers.languages[0]);
    let (campaign, licence) = if language == "en" {
        let licence = format!("May be shared unchanged, naming {}.", answers.organisation);
        ("open-on-saturdays", licence)
    } else {
        let office = &answers.organisation;
        let licence = format!("Boleh dibagikan tanpa diubah, dengan menyebut {office}.");
        ("loket-sabtu", licence)
    };
    let mail = format!("humas@{}", answers.domain);
    let logo_line = logo.map_or(String::new(), |logo| {
        let name = logo.path.trim_start_matches("content/");
        format!("  logo: {}\n", serde_json::Value::from(name))
    });
    let base = answers.base_url.trim_end_matches('/');
    let gaps = [
        ("organisation", answers.organisation.clone()),
        ("domain", answers.domain.clone()),
        ("languages", format!("[{}]", answers.languages.join(", "))),
        ("base_url", answers.base_url.clone()),
        ("colour", answers.colour.clone()),
        ("licence", licence),
        ("mailto", format!("mailto:{mail}")),
        ("mail", mail),
        ("logo", logo_line),
        ("link", format!("{base}/{campaign}/")),
    ];
    let mut files = starter::files(language, &format!("content/{campaign}/"), &gaps);
    for file in &mut files {
        if file.path.ends_with("/site.yaml") {
            "content/site.yaml".clone_into(&mut file.path);
        }
    }
    starter::with_schema_lines(&mut files);
    (files, campaign.to_owned())
}

fn shown(folder: &Path) -> String {
    if folder == Path::new(".") {
        "this folder".to_owned()
    } else {
        format!("{}/", folder.display().to_string().trim_end_matches('/'))
    }
}

fn closing(folder: &Path, campaign: &str, kept: &[NewFile]) -> String {
    let mut lines = vec![
        format!("  A site stands in {}:", shown(folder)),
        String::new(),
        format!("    {:<30} who publishes", "content/site.yaml"),
        format!(
            "    {:<30} a first campaign",
            format!("content/{campaign}/")
        ),
        format!("    {:<30} help for editors", ".vscode/, .sebar/schemas/"),
        format!(
            "    {:<30} checks and publishes",
            ".github/, .gitlab-ci.yml"
        ),
    ];
    if !kept.is_empty() {
        let kept: Vec<&str> = kept.iter().map(|file| file.path.as_str()).collect();
        lines.push(String::new());
        lines.push(format!("  Left as it was: {}", kept.join(", ")));
    }
    lines.push(String::new());
    if folder != Path::new(".") {
        lines.push(format!("    cd {}", folder.display()));
    }
    lines.extend(
        [
            ("sebar serve --open", "see it while you write"),
            ("sebar build", "make the kits, into public/"),
            ("sebar new campaign NAME", "begin your own"),
        ]
        .map(|(command, what)| format!("    {command:<30} {what}")),
    );
    lines.join("\n") + "\n"
}
