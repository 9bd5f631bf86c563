//! Signing at a distance, on the party's own telephone: the paper, its hash, a code, and the name written by hand if wanted. No login; the
//! link knows who signs what.

use app::Error;
use app::document::remote::{self, RemoteView};
use app::text;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};

use super::sign::told;
use crate::Web;
use crate::access::origin::{Client, Here};
use crate::failure::{Answer, page_with};
use crate::guard::{LARGE, cookie};
use crate::handed;
use crate::look::frame::Frame;

#[derive(Template)]
#[template(path = "document/remote.html")]
struct Page {
    frame: Frame,
    href: String,
    view: RemoteView,
    until: String,
    signed: Option<String>,
    trouble: Option<String>,
}

fn draw(headers: &HeaderMap, status: StatusCode, token: &str, view: RemoteView, trouble: Option<String>) -> Answer {
    let frame = Frame {
        kicker: view.organisation.clone(),
        large: cookie(headers, LARGE) == Some("1"),
        ..Frame::new(text::code("page_sign", "remote"))
    };
    let (until, signed) = (view.until.chinese(), view.signed_at.map(|at| at.chinese()));
    page_with(status, &Page { frame, href: format!("/sign/{token}"), view, until, signed, trouble })
}

/// What the link leads to.
pub async fn page(State(web): State<Web>, Path(token): Path<String>, headers: HeaderMap) -> Answer {
    let view = remote::open(&web.app, &token).await?;
    draw(&headers, StatusCode::OK, &token, view, None)
}

/// The bytes to be signed.
pub async fn pdf(State(web): State<Web>, Path(token): Path<String>) -> Answer {
    let bytes = remote::bytes(&web.app, &token).await?;
    Ok(handed::pdf("", bytes))
}

/// Sends the code.
pub async fn code(State(web): State<Web>, Path(token): Path<String>, headers: HeaderMap, _: Here) -> Answer {
    let outcome = remote::send_code(&web.app, &token).await;
    again(&web, &headers, &token, outcome).await
}

/// Signs with the code.
pub async fn sign(State(web): State<Web>, Path(token): Path<String>, headers: HeaderMap, client: Client, Here(sent): Here) -> Answer {
    let outcome = remote::sign(&web.app, &token, sent.text("code"), sent.text("shown"), sent.text("strokes"), &client.agent).await;
    again(&web, &headers, &token, outcome).await
}

async fn again(web: &Web, headers: &HeaderMap, token: &str, outcome: app::Result<()>) -> Answer {
    let (status, trouble) = match outcome {
        Ok(()) => return Ok(Redirect::to(&format!("/sign/{token}")).into_response()),
        Err(Error::Faults(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, told(&faults)),
        Err(Error::Throttled(until)) => (StatusCode::TOO_MANY_REQUESTS, text::phrase("page_sign", "wait", &[("until", until.chinese())])),
        Err(Error::Stale) => (StatusCode::CONFLICT, text::code("page_sign", "changed").to_owned()),
        Err(Error::Refused(refusal)) => (StatusCode::UNPROCESSABLE_ENTITY, text::refusal(&refusal)),
        Err(other) => return Err(other.into()),
    };
    let view = remote::open(&web.app, token).await?;
    draw(headers, status, token, view, Some(trouble))
}
