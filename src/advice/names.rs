//! Names of the campaign: spelt as they are, and hashtags that it has.

use super::{Context, Piece, prose::Block};
use crate::diagnostic::{Code, Diagnostic, Report};

/// Shorter names are too like other words.
const LEAST_LETTERS: usize = 8;

/// Looks at one text.
pub(super) fn check(context: &Context, piece: &Piece, report: &mut Report) {
    let texts = context.campaign.texts.get(context.language);
    let office = &context.site.organisation.get(context.language).name;
    let mut names = vec![texts.title.as_str(), texts.owner.as_str(), office.as_str()];
    names.sort_unstable();
    names.dedup();
    names.retain(|name| name.chars().count() >= LEAST_LETTERS);
    for block in &piece.blocks {
        for name in &names {
            misspelt(block, name, report);
        }
        hashtags(context, block, report);
    }
}

/// As many words as the name has, that are nearly the name.
fn misspelt(block: &Block, name: &str, report: &mut Report) {
    let length = name.split_whitespace().count();
    let tokens: Vec<&str> = block.text.split_whitespace().collect();
    let wanted = name.to_lowercase();
    let most = (wanted.chars().count() / 10).clamp(1, 2);
    for window in tokens.windows(length.max(1)) {
        let (Some(first), Some(last)) = (window.first(), window.last()) else {
            continue;
        };
        let start = first.as_ptr() as usize - block.text.as_ptr() as usize;
        let end = last.as_ptr() as usize - block.text.as_ptr() as usize + last.len();
        let whole = &block.text[start..end];
        let written = whole.trim_matches(|c: char| !c.is_alphanumeric());
        let small = written
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        let bent = ["nya", "'s", "’s", "s"];
        let is_bent =
            |long: &str, short: &str| bent.iter().any(|end| long.strip_suffix(end) == Some(short));
        if small == wanted || is_bent(&small, &wanted) || is_bent(&wanted, &small) {
            continue;
        }
        // numbers differ on purpose: another year is another census
        let digits = |text: &str| {
            text.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        let near = strsim::damerau_levenshtein(&small, &wanted) <= most;
        if near && digits(&small) == digits(&wanted) {
            let start = start + whole.find(written).unwrap_or(0);
            report.push(
                Diagnostic::advice(Code::NameSpelling, format!("“{written}” is nearly a name"))
                    .at(
                        block.place(start..start + written.len()),
                        format!("is it {name}?"),
                    )
                    .why("searches do not find it, and readers wonder whether it is the same")
                    .help(format!("write {name}")),
            );
        }
    }
}

fn hashtags(context: &Context, block: &Block, report: &mut Report) {
    let texts = context.campaign.texts.get(context.language);
    let posts = &context.campaign.materials.get(context.language).posts;
    let own = posts
        .iter()
        .filter_map(|post| post.hashtags.as_ref())
        .flatten();
    let known: Vec<String> = texts
        .hashtags
        .iter()
        .chain(own)
        .map(|tag| tag.to_lowercase())
        .collect();
    for (at, _) in block.text.match_indices('#') {
        let tag: String = block.text[at + 1..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        let is_alone = !block.text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '&');
        let is_word = tag.chars().any(char::is_alphabetic);
        if is_alone && is_word && !known.contains(&tag.to_lowercase()) {
            let near =
                crate::diagnostic::did_you_mean(&tag, texts.hashtags.iter().map(String::as_str));
            let label = near.map_or(String::new(), |near| format!("did you mean #{near}?"));
            report.push(
                Diagnostic::advice(Code::StrayHashtag, format!("the campaign has no hashtag #{tag}"))
                    .at(block.place(at..at + 1 + tag.len()), label)
                    .why("it splits the campaign: who follows one hashtag does not see the other")
                    .help("add it to `hashtags` in campaign.yaml, or leave it out: Sebar adds the campaign's"),
            );
        }
    }
}
