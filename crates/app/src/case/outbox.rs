//! The outbox as people may read it: addresses masked, page by page, newest first.

use domain::access::{Action, rules::Deal};
use domain::kernel::Moment;
use domain::kernel::id::{CaseId, MessageId};
use domain::kernel::masked::mask;
use store::case::outbox;

use super::list::{PAGE, Page};
use crate::{Ctx, Result};

/// How far a message has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    /// Waits to be carried out.
    Waiting,
    /// Went out.
    Sent(Moment),
    /// Could not go, and why.
    Failed(String),
}

/// A message as a page shows it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which.
    pub id: MessageId,
    /// By what means.
    pub means: String,
    /// Who gets it.
    pub recipient: String,
    /// Number or address, masked.
    pub address: String,
    /// The text.
    pub text: String,
    /// The case it is about.
    pub case: Option<CaseId>,
    /// When it was queued.
    pub queued_at: Moment,
    /// How far it has come.
    pub sending: Sending,
}

/// A page of the messages in reach.
pub async fn page(cx: &Ctx, after: Option<(Moment, MessageId)>) -> Result<Page<Line>> {
    cx.may_somewhere(Action::Deal(Deal::ReadOutbox))?;
    let scope = cx.scope(Action::Deal(Deal::ReadOutbox));
    let rows = outbox::page(&cx.app.store.read(), &scope, after, PAGE + 1).await?;
    let page = Page::cut(rows, PAGE);
    let line = |row: outbox::Queued| Line {
        id: row.id,
        means: row.means,
        recipient: row.recipient,
        address: mask(&row.address),
        text: if row.secret { crate::text::code("message", "secret").to_owned() } else { row.text },
        case: row.case_id,
        queued_at: row.queued_at,
        sending: match (row.sent_at, row.failure) {
            (_, Some(why)) => Sending::Failed(why),
            (Some(at), None) => Sending::Sent(at),
            (None, None) => Sending::Waiting,
        },
    };
    Ok(Page { rows: page.rows.into_iter().map(line).collect(), more: page.more })
}
