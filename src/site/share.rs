//! Ready-made links that open a channel with a text in it.
//!
//! How each link is made stands in the catalogue of channels.

use serde::Serialize;

use crate::model::{Catalog, Channel};

/// Links that share one text.
#[derive(Debug, Clone, Serialize)]
pub struct Share {
    /// Opens a list of chats.
    pub whatsapp: String,
    /// Takes an address only.
    pub facebook: String,
    /// Opens a new post.
    pub x: String,
    /// Opens a list of chats.
    pub telegram: String,
}

/// Links that share `text` (which holds the campaign's link), and the page at `url` where a channel
/// takes only an address. `known` says how each link is made.
pub fn links(known: &Catalog, text: &str, url: &str) -> Share {
    let link = |channel| {
        let pattern = known
            .channel(channel)
            .and_then(|rules| rules.share.as_deref());
        pattern.map_or_else(String::new, |pattern| link(pattern, text, url))
    };
    Share {
        whatsapp: link(Channel::Whatsapp),
        facebook: link(Channel::Facebook),
        x: link(Channel::X),
        telegram: link(Channel::Telegram),
    }
}

/// `pattern` with `{text}` and `{url}` filled in.
pub fn link(pattern: &str, text: &str, url: &str) -> String {
    // what is filled in holds no braces once it is encoded
    pattern
        .replace("{text}", &encoded(text))
        .replace("{url}", &encoded(url))
}

/// The address as maps find it: on a phone this opens the app
/// (<https://developers.google.com/maps/documentation/urls/get-started>).
pub fn map(address: &str) -> String {
    let query = encoded(address);
    format!("https://www.google.com/maps/search/?api=1&query={query}")
}

/// Percent-encoding of all but the unreserved characters (RFC 3986, 2.3).
pub fn encoded(text: &str) -> String {
    encoded_but(b"-._~", text)
}

/// Percent-encoding of all but letters, digits and the characters `plain`.
pub fn encoded_but(plain: &[u8], text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
            out.push(char::from(byte));
        } else {
            let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_encoded_whole() {
        let links = links(
            crate::catalog::known(),
            "Ya & tidak\nhttps://a.id",
            "https://a.id/é",
        );
        assert_eq!(
            links.whatsapp,
            "https://wa.me/?text=Ya%20%26%20tidak%0Ahttps%3A%2F%2Fa.id"
        );
        assert!(links.facebook.ends_with("u=https%3A%2F%2Fa.id%2F%C3%A9"));
    }
}
