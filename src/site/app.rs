//! What makes the portal an app that can be installed and that works without a network, and what
//! hosts are asked to send along: web app manifest, service worker, `_headers`.

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{
    page,
    portal::{Whole, base_path},
};
use crate::{model::Language, output::Written};

/// The manifest (W3C Web Application Manifest), beside the portal of its language.
pub fn manifest(whole: &Whole, language: &Language) -> String {
    let office = &whole.site.organisation.get(language).name;
    let text = |key| whole.theme.strings.text(language, key);
    let token = |name: &str| {
        let mut tokens = whole.theme.tokens.iter();
        tokens
            .find(|(token, _)| token == name)
            .map(|(_, value)| value.as_str())
    };
    let root = page::root_of(&page::manifest_path(whole.site, language));
    let icon = |name: &str, sizes: &str, media: &str, purpose: &str| json!({"src": format!("{root}assets/{name}"), "sizes": sizes, "type": media, "purpose": purpose});
    let manifest = json!({
        "name": format!("{} · {office}", text("portal_title")),
        "short_name": office,
        "description": text("portal_description").replace("{office}", office),
        "lang": language.as_str(),
        "dir": language.direction(),
        "start_url": "./",
        "scope": format!("./{root}"),
        "display": "minimal-ui",
        "background_color": token("paper"),
        "theme_color": token("brand-strong"),
        "icons": [
            icon("icon.svg", "any", "image/svg+xml", "any"),
            icon("icon-192.png", "192x192", "image/png", "any"),
            icon("icon-512.png", "512x512", "image/png", "any"),
            icon("icon-maskable.png", "512x512", "image/png", "maskable"),
        ],
    });
    // values of text always serialize
    serde_json::to_string_pretty(&manifest).unwrap_or_default() + "\n"
}

/// The service worker: the theme's, told which files to keep from the start. `kept` are those files
/// as they were written; when one of them changes, so does the worker, and browsers take the new one.
pub fn worker(script: &str, kept: &[Written]) -> String {
    let mut sums = Sha256::new();
    for file in kept {
        sums.update(file.path.as_bytes());
        sums.update(file.sha256.0);
    }
    let version: String = sums
        .finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let paths: Vec<&str> = kept.iter().map(|file| file.path.as_str()).collect();
    let told = json!({"version": version, "files": paths});
    format!("const SITE = {told};\n{script}")
}

/// `_headers`, which Netlify, Cloudflare Pages and others read: only our own scripts run, and
/// nothing is asked of another host. `scripts` are those that stand inside of pages, as their style
/// sheets do.
pub fn headers(whole: &Whole, scripts: &[Vec<u8>]) -> String {
    let base = base_path(&whole.site.base_url);
    let sum = |script: &Vec<u8>| BASE64_STANDARD.encode(Sha256::digest(script));
    let sums: String = scripts
        .iter()
        .map(|script| format!(" 'sha256-{}'", sum(script)))
        .collect();
    let own_fonts: String = whole.themes.all()[1..]
        .iter()
        .map(|theme| {
            let folder = &theme.assets;
            format!("{base}{folder}fonts/*\n  Cache-Control: public, max-age=31536000\n\n")
        })
        .collect();
    let policy = [
        "default-src 'none'",
        &format!("script-src 'self'{sums}"),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    ]
    .join("; ");
    format!(
        "{base}*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n  Permissions-Policy: camera=(), geolocation=(), microphone=()\n\n{base}assets/fonts/*\n  Cache-Control: public, max-age=31536000\n\n{own_fonts}{base}sw.js\n  Cache-Control: no-cache\n"
    )
}
