//! Reminders of obligations that fall due within three days: once each, by day only, never on a day off.

use domain::access::Scope;
use domain::kernel::id::MessageId;
use store::case::desk;
use store::case::outbox::{self, Queued};

use crate::case::clocks::HOURS;
use crate::text::phrase;
use crate::{App, Result};

/// Days before the due day.
const AHEAD: i64 = 3;

/// Queues the reminders that are to go out now.
pub(super) async fn remind(app: &App) -> Result<usize> {
    let now = app.clock.now();
    let today = now.day();
    if !HOURS.contains(&now.clock().0) || !app.calendar().is_workday(today) {
        return Ok(0);
    }
    let owed = desk::owed(&app.store.read(), &Scope::everything(), today.plus(AHEAD + 1), None, 500).await?;
    let mut count = 0;
    for obligation in owed.into_iter().filter(|obligation| obligation.due >= today) {
        let payers = store::party::several(&app.store.read(), &[obligation.payer]).await?;
        let Some(payer) = payers.into_iter().next() else { continue };
        let Some(phone) = payer.phone.map(domain::kernel::Masked::into_inner) else { continue };
        let message = Queued {
            id: MessageId(app.dice.id()),
            means: "sms".to_owned(),
            recipient: payer.name,
            address: phone,
            text: phrase("message", "due_soon", &[("number", obligation.number), ("due", obligation.due.chinese())]),
            case_id: Some(obligation.case_id),
            division: obligation.division,
            secret: false,
            queued_at: now,
            sent_at: None,
            failure: None,
        };
        let mark = format!("due_soon {}", obligation.id);
        let new = app.store.write(move |tx| Box::pin(async move { outbox::queue(tx, &message, Some(&mark)).await })).await?;
        count += usize::from(new);
    }
    Ok(count)
}
