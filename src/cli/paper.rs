//! A page of the guide on a terminal: its Markdown without the signs that only a program needs.

use super::terminal::Style;

/// `markdown` as text: headings stand out, code is set in, fences are gone.
pub fn page(markdown: &str, style: Style) -> String {
    let mut text = String::new();
    let mut in_code = false;
    for line in markdown.trim().lines() {
        if line.starts_with("```") {
            in_code = !in_code;
            continue;
        }
        let heading = line.trim_start_matches('#');
        if in_code {
            text.push_str(format!("    {line}").trim_end());
        } else if heading.len() < line.len() && heading.starts_with(' ') {
            text.push_str(&style.strong(heading.trim()));
        } else {
            text.push_str(line);
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_set_in_and_may_begin_with_a_hash() {
        let text = "# Isi\n\nSatu.\n\n```yaml\n# catatan\n\na: 1\n```\n\n## Dua\n";
        let plain = "Isi\n\nSatu.\n\n    # catatan\n\n    a: 1\n\nDua\n";
        assert_eq!(page(text, Style { colour: false }), plain);
        assert!(page(text, Style { colour: true }).starts_with("\x1b[1mIsi\x1b[0m\n"));
    }
}
