//! Terms, certificates, loans and rectifications that run out are announced in time to the organisation whose record it is, and once more when
//! the day has passed, then to the one above it too; by day and on workdays only. What has a state for it then comes to that state.

use domain::kernel::Day;
use domain::kernel::id::MessageId;
use store::Tx;
use store::case::outbox::{self, Queued, To};
use store::organisation::OrganisationRow;
use store::organisation::record::{self, RecordRow};

use crate::case::clocks::HOURS;
use crate::organisation::register::keep::lapse;
use crate::text::phrase;
use crate::{App, Result};

/// Nothing is announced further ahead than this, whatever a book says.
const AHEAD: i64 = 120;
/// Records looked at in one go.
const PAGE: i64 = 200;

/// Announces what runs out; gives how many messages that made.
pub(super) async fn announce(app: &App) -> Result<usize> {
    let now = app.clock.now();
    let today = now.day();
    if !HOURS.contains(&now.clock().0) || !app.calendar().is_workday(today) {
        return Ok(0);
    }
    let (mut count, mut after) = (0, None);
    loop {
        let rows = record::ending(&app.store.read(), today.plus(AHEAD), after, PAGE).await?;
        let Some(last) = rows.last() else { return Ok(count) };
        after = last.ends.map(|day| (day, last.record));
        let marks: Vec<String> = rows.iter().filter_map(|row| mark(row, today)).collect();
        let done = outbox::marked(&app.store.read(), &marks).await?;
        for row in rows {
            let Some(book) = app.lists.registers().find(&row.register) else { continue };
            let (Some(reminder), Some(ends), Some(mark)) = (&book.register.reminder, row.ends, mark(&row, today)) else { continue };
            if ends > today.plus(reminder.days) || done.contains(&mark) {
                continue;
            }
            let params = [("name", book.register.name.clone()), ("title", row.title.clone()), ("ends", ends.chinese())];
            let text = phrase("message", word(ends, today), &params);
            let messages: Vec<(Queued, String)> = recipients(app, &row, ends < today)
                .await?
                .into_iter()
                .zip(["", " above"])
                .map(|(office, whose)| (message(app, office, &row, &text), format!("{mark}{whose}")))
                .collect();
            count += app.store.write(move |tx| Box::pin(async move { queue(tx, &messages).await })).await?;
            if ends < today && reminder.then.is_some() {
                let cx = row.organisation.map_or_else(|| app.as_system(), |office| app.as_system_of(office));
                let (store, id) = (app.store.clone(), row.record);
                store.write::<_, crate::Error, _>(move |tx| Box::pin(async move { lapse(&cx, tx, id).await })).await?;
            }
        }
    }
}

async fn queue(tx: &Tx, messages: &[(Queued, String)]) -> Result<usize> {
    let mut count = 0;
    for (message, mark) in messages {
        count += usize::from(outbox::queue(tx, message, Some(mark)).await?);
    }
    Ok(count)
}

fn message(app: &App, office: OrganisationRow, row: &RecordRow, text: &str) -> Queued {
    Queued::new(MessageId(app.dice.id()), app.clock.now(), &row.division, To::house(office.name, office.phone), text.to_owned())
}

/// Who is told: the organisation whose record it is; when the day has passed, the one above it too (S1-50, S2-16: whoever inspects must know).
async fn recipients(app: &App, row: &RecordRow, lapsed: bool) -> Result<Vec<OrganisationRow>> {
    let reader = app.store.read();
    let own = match row.organisation {
        Some(own) => store::organisation::find(&reader, own).await?,
        None => None,
    };
    let above = match own.as_ref().and_then(|own| own.parent).filter(|_| lapsed) {
        Some(above) => store::organisation::find(&reader, above).await?,
        None => None,
    };
    Ok(own.into_iter().chain(above).collect())
}

/// What is said of an end: that it comes, or that it has passed.
fn word(ends: Day, today: Day) -> &'static str {
    if ends < today { "lapsed" } else { "runs_out" }
}

/// The mark of the message about an end: one before it and one after it for each end of a record.
fn mark(row: &RecordRow, today: Day) -> Option<String> {
    row.ends.map(|ends| format!("{} {} {ends}", word(ends, today), row.record))
}
