//! The public check page: who holds a paper can see whether it is valid, and whether a file is the one that went out. No login, no
//! personal data; without the code printed on the paper nothing is told.

use app::document::check::{self, Checked};
use app::{Error, text};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use super::issued::look;
use crate::Web;
use crate::access::origin::Client;
use crate::brought::Brought;
use crate::failure::{Answer, page_with};
use crate::guard::{Asked, LARGE, cookie};
use crate::look::frame::Frame;

struct Found {
    tone: &'static str,
    icon: &'static str,
    state: &'static str,
    newer: Option<String>,
    checked: Checked,
    day: String,
    /// Whether the file that was sent is the one that went out.
    same: Option<bool>,
}

#[derive(Template)]
#[template(path = "document/check.html")]
struct Page {
    frame: Frame,
    number: String,
    code: String,
    asked: bool,
    found: Option<Found>,
    trouble: Option<String>,
}

fn found(checked: Checked, same: Option<bool>) -> Found {
    let (tone, icon) = look(checked.state);
    let newer = checked
        .replaced_by
        .map(|(version, day)| text::phrase("page_check", "replaced", &[("version", version.to_string()), ("day", day.chinese())]));
    Found {
        tone: tone.code(),
        icon,
        state: text::code("paper_state", checked.state.code()),
        newer,
        day: checked.day.chinese(),
        same,
        checked,
    }
}

/// Most characters of a number or a code that are looked at.
const LONGEST: usize = 80;

async fn answer(web: &Web, headers: &HeaderMap, client: &Client, number: &str, code: &str, file: Option<&[u8]>) -> Answer {
    let (number, code): (String, String) = (number.chars().take(LONGEST).collect(), code.chars().take(LONGEST).collect());
    let asked = !number.trim().is_empty() || !code.trim().is_empty();
    let (status, checked, trouble) = match check::check(&web.app, &client.address, &number, &code).await {
        Ok(checked) => (StatusCode::OK, checked, None),
        Err(Error::Throttled(until)) => {
            (StatusCode::TOO_MANY_REQUESTS, None, Some(text::error("throttled", &[("until", until.chinese())]).text))
        }
        Err(other) => return Err(other.into()),
    };
    let frame = Frame {
        kicker: text::code("page_check", "kicker").to_owned(),
        large: cookie(headers, LARGE) == Some("1"),
        ..Frame::new(text::code("page_check", "title"))
    };
    let found = checked.map(|checked| {
        let same = file.map(|bytes| check::hash_of(bytes) == checked.sha256);
        found(checked, same)
    });
    page_with(status, &Page { frame, number, code, asked, found, trouble })
}

/// Answers for the number and the code in the address: what the QR code leads to.
pub async fn page(State(web): State<Web>, headers: HeaderMap, client: Client, asked: Asked) -> Answer {
    answer(&web, &headers, &client, asked.text("n"), asked.text("c"), None).await
}

/// Compares a file with the one that went out. Nothing of it is kept.
pub async fn compare(State(web): State<Web>, headers: HeaderMap, client: Client, Brought { typed, file }: Brought) -> Answer {
    let bytes = file.as_ref().map(|file| file.bytes.as_slice());
    answer(&web, &headers, &client, typed.text("n"), typed.text("c"), bytes).await
}
