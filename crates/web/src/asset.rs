//! Style sheet, script and icons, built by `build.rs`, kept in the binary, served under `/assets/`.
//!
//! The address carries a hash of the content, so browsers may keep a file for a year and still never show an old one.

use std::sync::OnceLock;

use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/assets"]
struct Assets;

/// The address of the style sheet.
pub fn css_href() -> &'static str {
    static HREF: OnceLock<String> = OnceLock::new();
    HREF.get_or_init(|| address("main.css"))
}

/// The address of the script.
pub fn js_src() -> &'static str {
    static SRC: OnceLock<String> = OnceLock::new();
    SRC.get_or_init(|| address("main.js"))
}

/// The address of the icons; `#name` picks one.
pub fn icons_href() -> &'static str {
    static HREF: OnceLock<String> = OnceLock::new();
    HREF.get_or_init(|| address("icons.svg"))
}

/// The address of the picture that stands for the site in the browser.
pub fn favicon_href() -> &'static str {
    static HREF: OnceLock<String> = OnceLock::new();
    HREF.get_or_init(|| address("favicon.svg"))
}

/// Where browsers look for the picture when no page named it, as beside a PDF.
pub async fn favicon() -> Redirect {
    Redirect::temporary(favicon_href())
}

/// The version asked for.
#[derive(serde::Deserialize)]
pub struct Asked {
    v: Option<String>,
}

/// Serves one file.
pub async fn file(Path(name): Path<String>, Query(asked): Query<Asked>) -> Response {
    let Some(found) = Assets::get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // Only the address with the right hash may be kept for ever: a page of the next version may ask an old server.
    let keep = if asked.v.as_deref() == Some(hash8(&found).as_str()) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type(&name))),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, found.data.into_owned()).into_response()
}

fn address(name: &str) -> String {
    Assets::get(name).map_or_else(|| format!("/assets/{name}"), |found| format!("/assets/{name}?v={}", hash8(&found)))
}

fn hash8(file: &rust_embed::EmbeddedFile) -> String {
    let [a, b, c, d, ..] = file.metadata.sha256_hash();
    format!("{a:02x}{b:02x}{c:02x}{d:02x}")
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn ask(address: &str) -> Response {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let name = path.trim_start_matches("/assets/").to_owned();
        let v = query.strip_prefix("v=").map(str::to_owned);
        file(Path(name), Query(Asked { v })).await
    }

    #[tokio::test]
    async fn an_address_with_the_right_hash_may_be_kept_for_ever() {
        for (address, kind) in
            [(css_href(), "text/css"), (js_src(), "text/javascript"), (icons_href(), "image/svg+xml"), (favicon_href(), "image/svg+xml")]
        {
            let answer = ask(address).await;
            assert_eq!(answer.status(), StatusCode::OK, "{address}");
            assert!(answer.headers()[header::CONTENT_TYPE].to_str().unwrap().starts_with(kind));
            assert!(answer.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"), "{address}");
        }
        assert_eq!(ask("/assets/main.css?v=00000000").await.headers()[header::CACHE_CONTROL], "no-cache");
        assert_eq!(ask("/assets/none.css").await.status(), StatusCode::NOT_FOUND);
        assert_eq!(ask("/assets/..%2FCargo.toml").await.status(), StatusCode::NOT_FOUND);
    }
}
