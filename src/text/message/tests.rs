#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::text::testing::{Sample, file, found};

fn both(text: &str) -> (String, String, Vec<String>) {
    let file = file(text);
    let mut report = Report::default();
    let message = whatsapp(&file, 0, &Sample, &mut report);
    let plain = plain(&file, 0, &Sample, &mut Report::default());
    (message, plain, found(&report))
}

#[test]
fn marks_are_those_of_whatsapp() {
    let cases = [
        (
            "**tebal** _miring_ ~~coret~~ `kode`",
            "*tebal* _miring_ ~coret~ `kode`",
            "tebal miring coret kode",
        ),
        ("***dua***", "_*dua*_", "dua"),
        ("**a\nb**  \n**c  \nd**", "*a b*\n*c*\n*d*", "a b\nc\nd"),
        ("a**b**c **d**.", "abc *d*.", "abc d."),
        (
            "## Judul *kecil* **besar** {#a .steps}",
            "*Judul _kecil_ besar*",
            "Judul kecil besar",
        ),
        ("```\nx *y*\n```", "```x *y*```", "x *y*"),
        ("> kata\n>\n> lagi", "> kata\n> lagi", "kata\nlagi"),
        ("a\n\n---\n\nb", "a\n\n———\n\nb", "a\n\n———\n\nb"),
    ];
    for (text, message, plain) in cases {
        let (found_message, found_plain, problems) = both(text);
        assert_eq!(
            (found_message.as_str(), found_plain.as_str()),
            (message, plain),
            "{text}"
        );
        assert_eq!(problems, [""; 0]);
    }
}

#[test]
fn lists_keep_their_numbers() {
    let (message, plain, _) =
        both("Tanda:\n\n3. rompi\n4. **kartu**\n\n   milik\n   - satu\n   - dua\n\nAkhir.\n");
    assert_eq!(
        message,
        "Tanda:\n\n3. rompi\n4. *kartu*\n   milik\n   - satu\n   - dua\n\nAkhir."
    );
    assert_eq!(plain, message.replace('*', ""));
    assert_eq!(both("1. ![](art:rompi) **Rompi.** a\n").0, "1. *Rompi.* a");
}

#[test]
fn links_say_where_they_lead() {
    let cases = [
        (
            "[Periksa](https://a.id/x_y_z)",
            "Periksa: https://a.id/x_y_z",
        ),
        ("[a.id/x](https://a.id/x/)", "https://a.id/x/"),
        ("<https://a.id>", "https://a.id"),
        ("buka https://a.id/_b_.", "buka https://a.id/_b_."),
        ("[Surel](mailto:a@b.id) <a@b.id>", "Surel: a@b.id a@b.id"),
        ("[(0285) 000-000](tel:0285000000)", "(0285) 000-000"),
        ("**buka https://a.id**", "buka https://a.id"),
    ];
    for (text, message) in cases {
        assert_eq!(both(text).0, message, "{text}");
    }
    let (message, _, problems) = both("[Kit](kit.html)");
    assert_eq!(message, "Kit");
    assert_eq!(
        problems,
        ["SB0123: `kit.html` leads nowhere from a message [[Kit](kit.html)]"]
    );
}

#[test]
fn a_table_becomes_lines() {
    let (message, plain, _) =
        both("| Apa | Palsu | Asli |\n|-|-|-|\n| Biaya | Ada | Tidak |\n| Baju | | Rompi |\n");
    assert_eq!(
        message,
        "*Biaya*. Palsu: Ada; Asli: Tidak\n*Baju*. Asli: Rompi"
    );
    assert_eq!(plain, "Biaya. Palsu: Ada; Asli: Tidak\nBaju. Asli: Rompi");
    assert_eq!(both("| a | b |\n|-|-|\n| c | d |\n").0, "*c*: d");
}

#[test]
fn marks_of_the_writer_do_not_work() {
    let cases = [
        (r"\*bukan\* 2\*3\*4 5 \* 6 \* 7", "∗bukan∗ 2*3*4 5 * 6 * 7"),
        (
            r"@kantor_contoh_ku dan \_a\_",
            "@kantor_contoh_ku dan ＿a＿",
        ),
        ("Rp5.000* saja", "Rp5.000* saja"),
        (r"**a** dan b\*", "*a* dan b∗"),
        (r"\* catatan", "∗ catatan"),
        (r"\> kutip", "› kutip"),
        ("{{ fact.not_tax }}", "Sensus <b>bukan</b> ∗pajak∗"),
        (r"\~a\~ \`b\`", "∼a∼ ˋbˋ"),
    ];
    for (text, message) in cases {
        assert_eq!(both(text).0, message, "{text}");
    }
    assert_eq!(both(r"\*bukan\*").1, "*bukan*");
}

#[test]
fn pictures_are_left_out_and_said() {
    let (message, _, problems) = both("a\n\n![](x.png)\n\nb {{ fact.no }}\n");
    assert_eq!(message, "a\n\nb {{ fact.no }}");
    assert_eq!(
        problems,
        [
            "SB0120: there is no fact `no` [{{ fact.no }}]",
            "SB0141: a picture in a text message [![](x.png)]",
        ]
    );
}

#[test]
fn a_message_reads_well() {
    let text = "Salam.\n\n**Sensus Ekonomi 2026 sedang berjalan.** Petugas datang.\n\n\
        1. rompi\n2. kartu identitas\n3. surat tugas\n\n_Ragu?_ Telepon kantor.\n";
    let (message, _, problems) = both(text);
    assert_eq!(problems, [""; 0]);
    assert!(message.starts_with("Salam.\n\n*Sensus Ekonomi 2026 sedang berjalan.* Petugas"));
    assert!(message.contains("\n\n1. rompi\n2. kartu identitas\n3. surat tugas\n\n"));
    assert!(message.contains("_Ragu?_ Telepon"));
}

proptest! {
    #[test]
    fn no_blanks_at_ends_and_one_blank_line_at_most(text in "[a-z*_~`#>|.\\-\\[\\]() \n!\\\\{}1]{0,80}") {
        let (message, plain, _) = both(&text);
        for text in [message, plain] {
            prop_assert!(!text.contains("\n\n\n"));
            prop_assert!(text.lines().all(|line| line == line.trim_end()), "{:?}", text);
            prop_assert_eq!(text.trim_matches('\n'), text.as_str());
        }
    }

    #[test]
    fn words_reach_both(words in "[a-z]{1,8}( [a-z]{1,8}){0,5}") {
        let (message, plain, _) = both(&format!("**{words}**"));
        prop_assert_eq!(message, format!("*{words}*"));
        prop_assert_eq!(plain, words);
    }
}
