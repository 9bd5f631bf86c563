//! Terms, certificates, loans and rectifications that run out are announced in time: to the organisation whose record it is, once for each end,
//! by day and on workdays only.

use domain::kernel::id::MessageId;
use store::case::outbox::{self, Queued, To};
use store::organisation::record::{self, RecordRow};

use crate::case::clocks::HOURS;
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
        let marks: Vec<String> = rows.iter().filter_map(mark).collect();
        let done = outbox::marked(&app.store.read(), &marks).await?;
        for row in rows {
            let Some(book) = app.lists.registers().find(&row.register) else { continue };
            let (Some(reminder), Some(ends), Some(mark)) = (&book.register.reminder, row.ends, mark(&row)) else { continue };
            if ends > today.plus(reminder.days) || done.contains(&mark) {
                continue;
            }
            let office = match row.organisation {
                Some(id) => store::organisation::find(&app.store.read(), id).await?,
                None => None,
            };
            let Some(office) = office else { continue };
            let params = [("name", book.register.name.clone()), ("title", row.title.clone()), ("ends", ends.chinese())];
            let to = To::house(office.name, office.phone);
            let message = Queued::new(MessageId(app.dice.id()), now, &row.division, to, phrase("message", "runs_out", &params));
            let new = app.store.write(move |tx| Box::pin(async move { outbox::queue(tx, &message, Some(&mark)).await })).await?;
            count += usize::from(new);
        }
    }
}

/// The mark of the message about an end: there is one for each end of a record.
fn mark(row: &RecordRow) -> Option<String> {
    row.ends.map(|ends| format!("runs_out {} {ends}", row.record))
}
