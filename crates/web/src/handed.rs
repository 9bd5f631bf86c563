//! Files that the house hands out: of what kind, shown by the browser or kept, and under which name.
//!
//! The name is given without its ending, which the kind brings. That no browser guesses a kind is said on every answer ([`crate::server`]).

use app::text;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::guard::percent;

/// A PDF that the browser shows; without a name it is shown only.
pub(crate) fn pdf(name: &str, bytes: Vec<u8>) -> Response {
    let told = if name.is_empty() { "inline".to_owned() } else { format!("inline; {}", named(&format!("{name}.pdf"))) };
    answer("application/pdf", &told, bytes)
}

/// A document to go on writing in.
pub(crate) fn docx(name: &str, bytes: Vec<u8>) -> Response {
    let told = format!("attachment; {}", named(&format!("{name}.docx")));
    answer("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &told, bytes)
}

/// A folder packed into one file.
pub(crate) fn zip(name: &str, bytes: Vec<u8>) -> Response {
    answer("application/zip", &format!("attachment; {}", named(&format!("{name}.zip"))), bytes)
}

/// A spreadsheet; `latin` stands in its name for programs that read Latin letters only.
pub(crate) fn xlsx(name: &str, latin: &str, bytes: Vec<u8>) -> Response {
    let told = format!("attachment; filename=\"{latin}.xlsx\"; {}", named(&format!("{name}.xlsx")));
    answer("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &told, bytes)
}

/// A file as somebody brought it: always to be kept, never run in a page.
pub(crate) fn as_brought(name: &str, kind: &str, bytes: Vec<u8>) -> Response {
    answer(kind, &format!("attachment; {}", named(name)), bytes)
}

/// A picture that a page shows; anything else is handed out as it was brought.
pub(crate) fn picture(kind: &str, bytes: Vec<u8>) -> Response {
    if matches!(kind, "image/png" | "image/jpeg" | "image/webp") { answer(kind, "inline", bytes) } else { as_brought("", kind, bytes) }
}

/// The name of a paper's file: the phrase `file.{code}` with its title and its number.
pub(crate) fn paper(code: &str, title: String, number: String) -> String {
    text::phrase("file", code, &[("title", title), ("number", number)])
}

/// The name in any script (RFC 6266).
fn named(name: &str) -> String {
    format!("filename*=UTF-8''{}", percent(name).replace('/', "%2F"))
}

fn answer(kind: &str, told: &str, bytes: Vec<u8>) -> Response {
    let value = |text: &str, otherwise| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(otherwise));
    let kind = value(kind, "application/octet-stream");
    let told = value(told, "attachment");
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, told)], bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(response: &Response) -> (&str, &str) {
        let text = |name| response.headers().get(name).unwrap().to_str().unwrap();
        (text(header::CONTENT_TYPE), text(header::CONTENT_DISPOSITION))
    }

    #[test]
    fn a_name_in_any_script_becomes_one_header_and_no_folder() {
        let answer = pdf("调解书/1", Vec::new());
        assert_eq!(headers(&answer), ("application/pdf", "inline; filename*=UTF-8''%E8%B0%83%E8%A7%A3%E4%B9%A6%2F1.pdf"));
        assert_eq!(headers(&pdf("", Vec::new())).1, "inline");
        assert_eq!(headers(&zip("a", Vec::new())).1, "attachment; filename*=UTF-8''a.zip");
    }

    #[test]
    fn a_spreadsheet_has_a_second_name_in_latin_letters() {
        let answer = xlsx("台账", "ledger-2026-11-22", Vec::new());
        assert_eq!(headers(&answer).1, "attachment; filename=\"ledger-2026-11-22.xlsx\"; filename*=UTF-8''%E5%8F%B0%E8%B4%A6.xlsx");
    }

    #[test]
    fn what_was_brought_is_never_shown_and_its_name_breaks_no_header() {
        let answer = as_brought("a\"; x=\r\nb: c", "text/html\r\n", Vec::new());
        assert_eq!(headers(&answer), ("application/octet-stream", "attachment; filename*=UTF-8''a%22%3B%20x%3D%0D%0Ab%3A%20c"));
    }
}
