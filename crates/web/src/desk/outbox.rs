//! The outbox: what would be sent, to whom (masked), and how far it came.

use app::case::outbox::{Line, Sending, page as messages};
use app::text;
use askama::Template;
use domain::access::rules::Deal;

use crate::case::filter::moment_key;
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::frame::{Frame, Tone};
use crate::look::part::{Chip, Pager};
use crate::paging::pager;

/// A message.
struct Message {
    state: Chip,
    why: String,
    queued: String,
    stamp: String,
    means: String,
    recipient: String,
    address: String,
    text: String,
    case: Option<String>,
}

#[derive(Template)]
#[template(path = "desk/outbox.html")]
struct Page {
    frame: Frame,
    messages: Vec<Message>,
    pager: Pager,
}

/// The messages in reach, newest first.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let found = messages(cx, moment_key(asked.text("after"))).await?;
    let next = found.rows.last().filter(|_| found.more).map(|row| format!("{}_{}", row.queued_at.0, row.id));
    let told = text::phrase("pager", "rows", &[("shown", found.rows.len().to_string())]);
    let opens = visitor.may(Deal::ReadCase);
    let year = cx.now.day().year();
    shown(&Page {
        frame: visitor.frame(text::code("heading", "outbox")),
        messages: found.rows.iter().map(|row| message(row, opens, year)).collect(),
        pager: pager("/outbox", &asked, told, next),
    })
}

fn message(row: &Line, opens: bool, year: i32) -> Message {
    let (tone, icon, code, why) = match &row.sending {
        Sending::Waiting => (Tone::Near, "clock", "waiting", String::new()),
        Sending::Sent(at) => (Tone::Ok, "ok", "sent", text::moment(*at, year)),
        Sending::Failed(why) => (Tone::Over, "over", "failed", why.clone()),
    };
    Message {
        state: Chip { tone, icon, text: text::code("sending", code).to_owned() },
        why,
        queued: text::moment(row.queued_at, year),
        stamp: row.queued_at.to_string(),
        means: text::code("out_means", &row.means).to_owned(),
        recipient: row.recipient.clone(),
        address: row.address.clone(),
        text: row.text.clone(),
        case: row.case.filter(|_| opens).map(|case| format!("/cases/{case}")),
    }
}
