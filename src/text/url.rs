//! Web addresses that stand bare in a text, and which addresses a link may lead to.
//!
//! Bare addresses are found by the rules that the twitter-text project documents, made simple: with
//! `http://` or `https://` any host that has a dot; without, a name under a known top-level domain.

use std::ops::Range;

/// Schemes that a link may have; anything else (`javascript:`, `data:`, `file:`) is refused.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "sms", "geo"];

/// The generic domains that are written without a scheme; country domains follow.
const GENERIC: &[&str] = &[
    "com",
    "org",
    "net",
    "edu",
    "gov",
    "mil",
    "int",
    "info",
    "biz",
    "name",
    "pro",
    "mobi",
    "asia",
    "app",
    "dev",
    "blog",
    "online",
    "site",
    "store",
    "shop",
    "news",
    "link",
    "page",
    "web",
    "xyz",
    "tech",
    "live",
    "media",
    "agency",
    "cloud",
    "design",
    "digital",
    "foundation",
    "global",
    "network",
    "social",
    "space",
    "studio",
    "team",
    "today",
    "tools",
    "website",
    "world",
];

/// The country domains, two letters each (IANA root zone).
const COUNTRIES: &str = "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi \
    bj bm bn bo br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj \
    dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs \
    gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr \
    kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv \
    mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa \
    re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th \
    tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

/// An address in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Its bytes.
    pub span: Range<usize>,
    /// Whether it begins with `http://` or `https://`.
    pub has_scheme: bool,
}

/// All bare addresses in `text`, in order.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    // most texts have none: no dot inside of a word, no address
    let mut pairs = text.as_bytes().windows(2);
    if !pairs.any(|two| two[0] == b'.' && (two[1].is_ascii_alphanumeric() || !two[1].is_ascii())) {
        return found;
    }
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if let Some(end) = address_at(text, at) {
            found.push(end);
            at = found.last().map_or(at, |f: &Found| f.span.end);
        } else {
            at += c.len_utf8();
        }
    }
    found
}

fn address_at(text: &str, at: usize) -> Option<Found> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || "@＠$#＃".contains(c)) {
        return None;
    }
    let rest = &text[at..];
    let scheme = ["https://", "http://"].into_iter().find_map(|scheme| {
        let head = rest.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then_some(scheme.len())
    });
    // a bare name after `-`, `_`, `.` or `/` is the tail of something else
    if scheme.is_none() && before.is_some_and(|c| "-_./".contains(c)) {
        return None;
    }
    let start = scheme.unwrap_or(0);
    let host = host(&rest[start..], scheme.is_some())?;
    let end = at + start + host;
    let port = port(&text[end..]);
    let path = path(&text[end + port..]);
    Some(Found {
        span: at..end + port + path,
        has_scheme: scheme.is_some(),
    })
}

/// The length of a host name at the start of `text`.
fn host(text: &str, has_scheme: bool) -> Option<usize> {
    let fits = |c: char| {
        c == '.' || c == '-' || c.is_ascii_alphanumeric() || (has_scheme && c.is_alphanumeric())
    };
    let mut end = text.find(|c| !fits(c)).unwrap_or(text.len());
    // `nama@example.com` is an address for letters
    if text[end..].starts_with('@') || text[end..].starts_with('_') {
        return None;
    }
    end = text[..end].trim_end_matches(['.', '-']).len();
    let (name, top) = text[..end].rsplit_once('.')?;
    if name.is_empty() || name.starts_with(['.', '-']) || text[..end].contains("..") {
        return None;
    }
    if text[..end]
        .split('.')
        .any(|label| label_length(label) > LONGEST_LABEL)
    {
        return None;
    }
    let top = top.to_ascii_lowercase();
    let known = GENERIC.contains(&top.as_str()) || COUNTRIES.split(' ').any(|c| c == top);
    let plausible = top.chars().count() >= 2 && top.chars().all(char::is_alphabetic);
    (known || (has_scheme && (plausible || top.starts_with("xn--")))).then_some(end)
}

/// The most bytes of one label of a host name (RFC 1035, 2.3.4).
const LONGEST_LABEL: usize = 63;

/// The length of a label as it goes over the wire: outside of ASCII, as Punycode (RFC 3492).
fn label_length(label: &str) -> usize {
    if label.is_ascii() {
        return label.len();
    }
    let encoded = punycode::encode(label).map_or(usize::MAX, |encoded| encoded.len());
    encoded.saturating_add("xn--".len())
}

fn port(text: &str) -> usize {
    let Some(digits) = text.strip_prefix(':') else {
        return 0;
    };
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 { 0 } else { count + 1 }
}

/// The length of path, query and fragment, without the punctuation of the sentence around.
fn path(text: &str) -> usize {
    if !text.starts_with(['/', '?', '#']) {
        return 0;
    }
    let fits = |c: char| c.is_alphanumeric() || "/?#&=%+-_.~!*';:,$@|[]()".contains(c);
    let mut path = &text[..text.find(|c| !fits(c)).unwrap_or(text.len())];
    let opened = path.matches('(').count();
    let mut closed = path.matches(')').count();
    while let Some(last) = path.chars().next_back() {
        let balanced = last == ')' && closed <= opened;
        if balanced || last.is_alphanumeric() || "/=_#&+-".contains(last) {
            break;
        }
        closed -= usize::from(last == ')');
        path = &path[..path.len() - last.len_utf8()];
    }
    path.len()
}

/// `url` as it may stand in a page, or `None` when it must not.
///
/// Browsers ignore control characters when they read a scheme, so those go first.
pub fn safe(url: &str) -> Option<String> {
    let url: String = url.chars().filter(|c| !c.is_control()).collect();
    let url = url.trim();
    let end = url.find([':', '/', '?', '#']).unwrap_or(url.len());
    if url[end..].starts_with(':') {
        let scheme = url[..end].to_ascii_lowercase();
        if !SCHEMES.contains(&scheme.as_str()) {
            return None;
        }
    }
    Some(url.to_owned())
}

/// Whether `url` leads somewhere wherever it is read: on paper, in a message, on a page.
pub fn is_whole(url: &str) -> bool {
    let has_scheme = |scheme: &str| {
        let rest = url.get(scheme.len()..).unwrap_or_default();
        let head = url.get(..scheme.len()).unwrap_or_default();
        head.eq_ignore_ascii_case(scheme) && rest.starts_with(':')
    };
    SCHEMES.iter().any(|scheme| has_scheme(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|f| &text[f.span]).collect()
    }

    #[test]
    fn addresses_end_before_the_sentence_does() {
        let cases = [
            (
                "Buka https://example.go.id/se2026.",
                "https://example.go.id/se2026",
            ),
            (
                "(lihat http://example.com/a_(b))",
                "http://example.com/a_(b)",
            ),
            ("Ke example.go.id, ya", "example.go.id"),
            (
                "HTTPS://EXAMPLE.COM/?q=a&b=c!",
                "HTTPS://EXAMPLE.COM/?q=a&b=c",
            ),
            ("“https://example.com/x/”", "https://example.com/x/"),
            ("https://example.com:8080/a b", "https://example.com:8080/a"),
            ("pakai https://t.co", "https://t.co"),
        ];
        for (text, url) in cases {
            assert_eq!(all(text), [url], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_an_address_is_left() {
        for text in [
            "pukul 08.00–15.30",
            "dll.dan",
            "rumah.Ini",
            "surel tanya@example.go.id",
            "#a.com",
            "http://localhost",
            "xhttps://",
            "No.1",
            "3.14",
            "a..com",
            "@kantor.id",
            ".com",
        ] {
            assert_eq!(all(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn only_harmless_schemes_pass() {
        for url in [
            "javascript:alert(1)",
            " JavaScript:x",
            "java\tscript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc",
            "blob:x",
            "\u{a0}javascript:x",
        ] {
            assert_eq!(safe(url), None, "{url}");
        }
        for url in [
            "https://a.b/c:d",
            "kit.html",
            "#a",
            "?a:b",
            "mailto:a@b.c",
            "tel:+62",
            "./a:b",
        ] {
            assert_eq!(safe(url).as_deref(), Some(url));
        }
    }
}
