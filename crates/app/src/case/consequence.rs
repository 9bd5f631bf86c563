//! What follows from an event outside the case: messages to the parties and partner bodies, queued in the same transaction.

use domain::case::{Case, Event, Recorded};
use domain::kernel::id::{MessageId, OrganisationId, PartyId};
use domain::mediation::event::SessionScheduled;
use store::Tx;
use store::case::log;
use store::case::outbox::{self, Queued, To};

use crate::text::phrase;
use crate::{Ctx, Result};

fn message(code: &str, params: &[(&str, &str)]) -> String {
    let params: Vec<(&str, String)> = params.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    phrase("message", code, &params)
}

/// Queues what these events cause.
pub(super) async fn follow(cx: &Ctx, tx: &Tx, case: &Case, recorded: &[Recorded]) -> Result<()> {
    for event in super::happened(recorded) {
        // A late ending is told to both sides, whatever else is said (S4-28).
        if let Event::Closed(closed) = event
            && closed.late.is_some()
        {
            to_parties(cx, tx, case, &message("late", &[("number", &case.number)])).await?;
        }
        match event {
            Event::Accepted(_) => to_parties(cx, tx, case, &message("accepted", &[("number", &case.number)])).await?,
            Event::Declined(declined) => {
                let params = [
                    ("number", case.number.as_str()),
                    ("body", &declined.body),
                    ("address", &declined.address),
                    ("phone", &declined.phone),
                ];
                to_parties(cx, tx, case, &message("declined", &params)).await?;
            }
            Event::Assigned(assigned) if assigned.reply_by.is_some() => {
                let by = assigned.reply_by.map(|day| day.chinese()).unwrap_or_default();
                to_organisation(cx, tx, case, assigned.organisation, &message("assigned", &[("number", &case.number), ("by", &by)]))
                    .await?;
            }
            Event::Invited(invited) => {
                for organisation in &invited.organisations {
                    to_organisation(cx, tx, case, *organisation, &message("invited", &[("number", &case.number)])).await?;
                }
            }
            Event::SessionScheduled(session) => {
                let place = place(tx, session).await?;
                let params = [("number", case.number.as_str()), ("starts", &session.starts.chinese()), ("place", &place)];
                to_parties(cx, tx, case, &message("session_scheduled", &params)).await?;
            }
            Event::SessionCancelled(_) => to_parties(cx, tx, case, &message("session_cancelled", &[("number", &case.number)])).await?,
            Event::AgreementTookEffect(effect) => {
                let params = [("number", case.number.as_str()), ("day", &effect.day.chinese())];
                to_parties(cx, tx, case, &message("took_effect", &params)).await?;
            }
            Event::NoticeIssued(notice) => to_these(cx, tx, case, &notice.parties, &message("notice", &[("number", &case.number)])).await?,
            Event::Paid(paid) if !paid.confirmed => {
                let params = [("number", case.number.as_str()), ("amount", &paid.amount.to_string())];
                to_parties(cx, tx, case, &message("payment_named", &params)).await?;
            }
            Event::WayPrepared(package) => {
                let way = crate::text::code("way", package.way.code());
                let until = package.until.map(|day| day.chinese()).unwrap_or_default();
                let code = if package.way.needs_default() { "order_open" } else { "window_open" };
                let params = [("number", case.number.as_str()), ("way", way), ("until", &until)];
                to_parties(cx, tx, case, &message(code, &params)).await?;
            }
            Event::ClockExplained(_) => to_parties(cx, tx, case, &message("overdue", &[("number", &case.number)])).await?,
            Event::Closed(closed) if closed.body.is_some() => {
                let limitation = closed.limitation.map(|day| day.chinese()).unwrap_or_default();
                let params = [
                    ("number", case.number.as_str()),
                    ("body", closed.body.as_deref().unwrap_or("")),
                    ("address", closed.address.as_deref().unwrap_or("")),
                    ("limitation", &limitation),
                ];
                to_parties(cx, tx, case, &message("closed", &params)).await?;
            }
            Event::EndedUnperformed(ended) => {
                let params = [
                    ("number", case.number.as_str()),
                    ("body", &ended.body),
                    ("address", &ended.address),
                    ("limitation", &ended.limitation.chinese()),
                ];
                to_parties(cx, tx, case, &message("closed", &params)).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Where a session is held, in words: its room, or the place that somebody wrote.
async fn place(tx: &Tx, session: &SessionScheduled) -> Result<String> {
    if let Some(room) = session.room {
        let named = store::organisation::room_names(tx, &[room]).await?;
        return Ok(named.into_values().next().unwrap_or_default());
    }
    let Some(words) = session.place else { return Ok(String::new()) };
    Ok(log::text(tx, words).await?.unwrap_or_default())
}

/// A message to every party that has a telephone number.
pub(super) async fn to_parties(cx: &Ctx, tx: &Tx, case: &Case, text: &str) -> Result<()> {
    let ids: Vec<PartyId> = case.parties.iter().map(|party| party.id).collect();
    to_these(cx, tx, case, &ids, text).await
}

/// A message to those of these parties that have a telephone number.
async fn to_these(cx: &Ctx, tx: &Tx, case: &Case, ids: &[PartyId], text: &str) -> Result<()> {
    for row in store::party::several(tx, ids).await? {
        if let Some(phone) = &row.phone {
            queue(cx, tx, case, To::telephone(&row.name, phone.reveal()), text).await?;
        }
    }
    Ok(())
}

pub(super) async fn to_organisation(cx: &Ctx, tx: &Tx, case: &Case, id: OrganisationId, text: &str) -> Result<()> {
    let Some(organisation) = store::organisation::find(tx, id).await? else { return Ok(()) };
    queue(cx, tx, case, To::house(organisation.name, organisation.phone), text).await
}

async fn queue(cx: &Ctx, tx: &Tx, case: &Case, to: To, text: &str) -> Result<()> {
    let message = Queued::new(MessageId(cx.app.dice.id()), cx.now, &case.division, to, text.to_owned()).about(case.id);
    outbox::queue(tx, &message, None).await?;
    Ok(())
}
