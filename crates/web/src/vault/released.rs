//! A released entry, as the body reads it to which it was released; ready to be printed.

use app::text;
use askama::Template;
use axum::extract::Path;
use domain::kernel::id::{CaseId, ReleaseId};

use crate::failure::{Answer, page};
use crate::guard::Visitor;
use crate::look::frame::Frame;

#[derive(Template)]
#[template(path = "vault/released.html")]
struct Page {
    frame: Frame,
    case: String,
    sides: String,
    recipient: String,
    day: String,
    ground: &'static str,
    kind: &'static str,
    speaker: String,
    amount: String,
    text: String,
    when: String,
}

/// Shows it to who may see it.
pub async fn show(visitor: Visitor, Path((case, release)): Path<(String, String)>) -> Answer {
    let found = app::vault::release::released(&visitor.cx, case.parse::<CaseId>()?, release.parse::<ReleaseId>()?).await?;
    page(&Page {
        frame: Frame { kicker: found.case.case.number.clone(), ..visitor.frame(text::code("page_title", "released")) },
        case: found.case.case.id.to_string(),
        sides: found.case.title(),
        recipient: found.recipient,
        day: found.day.chinese(),
        ground: text::code("release_ground", found.ground.code()),
        kind: text::code("vault_kind", found.kind.code()),
        speaker: found.speaker.unwrap_or_else(|| text::code("role", "mediator").to_owned()),
        amount: found.amount.map(|amount| amount.to_string()).unwrap_or_default(),
        text: found.text,
        when: found.at.chinese(),
    })
}
