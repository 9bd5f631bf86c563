//! Reminders around the due day of an obligation: the debtor within three days before it, whoever mediates on the first workday after it.
//!
//! Each once, by day only, never on a day off. What was missed while the machine stood still is made up for at the next look: every obligation
//! is looked at anew, and a mark on the message says that it went out.

use domain::access::Scope;
use domain::case::Act;
use domain::kernel::Masked;
use domain::kernel::id::MessageId;
use store::access::account;
use store::case::desk::{self, Owed};
use store::case::outbox::{self, Queued, To};

use crate::case::clocks::HOURS;
use crate::text::phrase;
use crate::{App, Result};

/// Days before the due day.
const AHEAD: i64 = 3;
/// Obligations looked at in one go.
const PAGE: i64 = 500;

/// Of what is reminded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// It falls due soon.
    DueSoon,
    /// Its day has passed, and nobody has confirmed a payment or noted a breach.
    Unpaid,
}

/// Who gets a reminder, and what it says.
type Told = (To, String);

/// Reminds debtors of what falls due within three days.
pub(super) async fn before_due(app: &App) -> Result<usize> {
    remind(app, Of::DueSoon).await
}

/// Reminds whoever mediates of what was due before today and is not met, with the address at which the breach is noted.
pub(super) async fn after_due(app: &App) -> Result<usize> {
    remind(app, Of::Unpaid).await
}

/// Queues the reminders that are to go out now.
async fn remind(app: &App, of: Of) -> Result<usize> {
    let now = app.clock.now();
    let today = now.day();
    if !HOURS.contains(&now.clock().0) || !app.calendar().is_workday(today) {
        return Ok(0);
    }
    let (mut given, mut after) = (0, None);
    loop {
        let before = if of == Of::DueSoon { today.plus(AHEAD + 1) } else { today };
        let page = desk::owed(&app.store.read(), &Scope::everything(), before, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(given) };
        after = Some((last.due, last.id));
        let concerned = |one: &Owed| if of == Of::DueSoon { one.due >= today } else { one.breached.is_none() };
        let concerned: Vec<(String, Owed)> = page.into_iter().filter(concerned).map(|one| (mark(of, &one), one)).collect();
        let marks: Vec<String> = concerned.iter().map(|(mark, _)| mark.clone()).collect();
        let done = outbox::marked(&app.store.read(), &marks).await?;
        for (mark, obligation) in concerned.into_iter().filter(|(mark, _)| !done.contains(mark)) {
            let told = match of {
                Of::DueSoon => debtor(app, &obligation).await?,
                Of::Unpaid => mediator(app, &obligation).await?,
            };
            let Some(told) = told else { continue };
            given += usize::from(queue(app, obligation, told, mark).await?);
        }
    }
}

fn mark(of: Of, obligation: &Owed) -> String {
    let what = if of == Of::DueSoon { "due_soon" } else { "unpaid" };
    format!("{what} {}", obligation.id)
}

/// The debtor, when there is a telephone number.
async fn debtor(app: &App, obligation: &Owed) -> Result<Option<Told>> {
    let payers = store::party::several(&app.store.read(), &[obligation.payer]).await?;
    let Some(payer) = payers.into_iter().next() else { return Ok(None) };
    let Some(number) = payer.phone.map(Masked::into_inner) else { return Ok(None) };
    let text = phrase("message", "due_soon", &[("number", obligation.number.clone()), ("due", obligation.due.chinese())]);
    Ok(Some((To::telephone(payer.name, number), text)))
}

/// The mediator of the case: in the house, with or without a telephone number.
async fn mediator(app: &App, obligation: &Owed) -> Result<Option<Told>> {
    let Some(mediator) = obligation.mediator else { return Ok(None) };
    let account = account::get(&app.store.read(), mediator).await?;
    let link = format!("{}/cases/{}/acts/{}?obligation={}", app.issuing.public(), obligation.case_id, Act::Breach.code(), obligation.id);
    let text = phrase("message", "unpaid", &[("number", obligation.number.clone()), ("due", obligation.due.chinese()), ("link", link)]);
    Ok(Some((To::house(account.name, account.phone), text)))
}

async fn queue(app: &App, obligation: Owed, (to, text): Told, mark: String) -> Result<bool> {
    let message = Queued::new(MessageId(app.dice.id()), app.clock.now(), &obligation.division, to, text).about(obligation.case_id);
    Ok(app.store.write(move |tx| Box::pin(async move { outbox::queue(tx, &message, Some(&mark)).await })).await?)
}
