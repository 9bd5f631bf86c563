//! One case as its page shows it: who, what is claimed, what happened, what can be done now, which clocks run.

use std::collections::BTreeMap;

use domain::access::{Action, Facts, rules::Deal};
use domain::case::{Act, Actor, Case, Offer, Recorded, offer_on};
use domain::document::IssuedPaper;
use domain::kernel::id::{AccountId, CaseId, OrganisationId, PartyId, WordsId};
use domain::kernel::masked::mask;
use store::case::{file, log, party};

use super::view::{CaseView, ClaimView, ObligationView, PartyView, PaymentView, SessionView, Told};
use crate::audit::{self, Deed, Note};
use crate::document::issued;
use crate::text::{Names, tell};
use crate::{Ctx, Error, Result};

/// Shows a case.
///
/// # Errors
/// [`Error::NotFound`] when it is not there or out of reach.
pub async fn show(cx: &Ctx, id: CaseId) -> Result<CaseView> {
    let reader = cx.app.store.read();
    let events = log::load(&reader, id).await?;
    if events.is_empty() {
        return Err(Error::NotFound);
    }
    let case = Case::replay(id, &events);
    let facts = Facts::from(&case);
    let actor = cx.may(Action::Deal(Deal::ReadCase), &facts)?;
    note_reading(cx, &case, &actor, Deed::CaseRead).await?;
    let in_case = party::of_case(&reader, id).await?;
    let ids: Vec<PartyId> = in_case.iter().map(|party| party.party_id).collect();
    let known = store::party::several(&reader, &ids).await?;
    let words: Vec<log::WordsRow> = log::words(&reader, id).await?;
    let (accounts, organisations, rooms) = mentioned(&case, &events);
    let mut names = Names {
        words: words.iter().filter(|row| !row.text.is_empty()).map(|row| (row.id, row.text.clone())).collect(),
        parties: known.iter().map(|row| (row.id, row.name.clone())).collect(),
        accounts: store::access::account::names(&reader, &accounts).await?.into_iter().collect(),
        organisations: store::organisation::names(&reader, &organisations).await?.into_iter().collect(),
        rooms: store::organisation::room_names(&reader, &rooms).await?.into_iter().collect(),
        sessions: case.mediation.sessions.iter().map(|session| (session.id, session.number)).collect(),
        ..Names::default()
    };
    let claims: Vec<ClaimView> = case
        .claims
        .iter()
        .map(|claim| ClaimView {
            id: claim.id,
            kind: cx.app.lists.name("claim_type", &claim.kind).to_owned(),
            from: claim.from,
            to: claim.to,
            claimed: claim.claimed,
            verified: claim.verified,
            agreed: claim.agreed,
            withdrawn: claim.withdrawn,
        })
        .collect();
    let called = |paper: &IssuedPaper| issued::called(&paper.kind, &paper.number, paper.version, paper.state);
    names.papers = case.papers.iter().map(|paper| (paper.id, called(paper))).collect();
    names.claims = claims.iter().map(|claim| (claim.id, claim.kind.clone())).collect();
    let party_name = |id: PartyId| known.iter().find(|row| row.id == id).map_or_else(String::new, |row| row.name.clone());
    let obligations: Vec<ObligationView> = case
        .agreement
        .iter()
        .flat_map(|agreement| agreement.obligations.iter().enumerate())
        .map(|(place, obligation)| ObligationView {
            id: obligation.id,
            number: place + 1,
            kind: obligation.kind,
            payer: party_name(obligation.payer),
            payee: party_name(obligation.payee),
            amount: obligation.amount,
            paid: obligation.paid,
            due: obligation.due,
            met: obligation.met,
            breached: obligation.breached,
        })
        .collect();
    names.obligations = obligations.iter().map(|view| (view.id, obligation_label(view))).collect();
    let parties = in_case
        .iter()
        .filter_map(|place| known.iter().find(|row| row.id == place.party_id).map(|row| (place, row)))
        .map(|(place, row)| PartyView {
            id: row.id,
            side: place.side,
            role: place.role,
            name: row.name.clone(),
            number: row.uscc.clone().or_else(|| row.id_number.as_ref().map(|number| mask(number.reveal()))),
            phone: row.phone.as_ref().map(|phone| mask(phone.reveal())),
            address: row.address.clone(),
            details: details(&place.details),
            consents: case.intake.consent_of(row.id),
        })
        .map(|view| if case.destroyed().is_some() { view.named_only() } else { view })
        .collect();
    let sessions = case
        .mediation
        .sessions
        .iter()
        .rev()
        .map(|session| SessionView {
            session: session.clone(),
            place: session
                .room
                .and_then(|room| names.rooms.get(&room))
                .or_else(|| session.place.and_then(|place| names.words.get(&place)))
                .cloned()
                .unwrap_or_default(),
            mediator: session.mediator.and_then(|mediator| names.accounts.get(&mediator).cloned()),
        })
        .collect();
    let timeline = events
        .iter()
        .rev()
        .map(|recorded| Told {
            seq: recorded.seq,
            recorded: recorded.clone(),
            actor: recorded.actor.account.and_then(|account| names.accounts.get(&account).cloned()),
            sentence: tell(recorded, &names, &cx.app.lists),
        })
        .collect();
    let may: Vec<Act> = Act::ALL.iter().copied().filter(|act| cx.may(Action::Act(*act), &facts).is_ok()).collect();
    let offers = may.iter().map(|act| (*act, offer_on(&case, *act, cx.now.day()))).filter(|(_, offer)| *offer != Offer::No).collect();
    let text = |id: WordsId| names.words.get(&id).cloned();
    let payments = case.agreement.iter().flat_map(|agreement| &agreement.payments).map(|payment| PaymentView {
        payment: payment.clone(),
        proof: text(payment.proof).unwrap_or_default(),
        third_party: payment.third_party.and_then(text),
    });
    let payments = payments.collect();
    Ok(CaseView {
        facts: case.intake.facts.and_then(|id| names.words.get(&id).cloned()).unwrap_or_default(),
        amounts: case.amounts(),
        files: file::of_case(&reader, id).await?,
        parties,
        claims,
        timeline,
        sessions,
        obligations,
        payments,
        offers,
        may,
        names,
        case,
    })
}

/// Writes down that somebody who does not handle the case read it.
pub(crate) async fn note_reading(cx: &Ctx, case: &Case, actor: &Actor, deed: Deed) -> Result<()> {
    let handles =
        case.people().contains(&cx.person.account) || actor.office.is_some() && [case.office, case.handler()].contains(&actor.office);
    if handles {
        return Ok(());
    }
    let note = Note::by(cx, actor, deed).on("case", case.id);
    cx.app.store.write(move |tx| Box::pin(async move { audit::note(tx, note).await })).await
}

/// The events of a case in order, for machines.
pub async fn events(cx: &Ctx, id: CaseId) -> Result<Vec<Recorded>> {
    let events = log::load(&cx.app.store.read(), id).await?;
    if events.is_empty() {
        return Err(Error::NotFound);
    }
    let case = Case::replay(id, &events);
    let actor = cx.may(Action::Deal(Deal::ReadCase), &Facts::from(&case))?;
    note_reading(cx, &case, &actor, Deed::CaseRead).await?;
    Ok(events)
}

/// The details of a party's work as field names and plain values.
fn details(json: &str) -> Vec<(String, String)> {
    let fields: BTreeMap<String, serde_json::Value> = serde_json::from_str(json).unwrap_or_default();
    let plain = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => text,
        serde_json::Value::Null => String::new(),
        serde_json::Value::Array(items) => items.iter().filter_map(|item| item.as_str()).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    };
    fields.into_iter().map(|(name, value)| (name, plain(value))).filter(|(_, value)| !value.is_empty()).collect()
}

type Mentioned = (Vec<AccountId>, Vec<OrganisationId>, Vec<domain::kernel::id::RoomId>);

/// Every account, organisation and room that the case or its events name.
fn mentioned(case: &Case, events: &[Recorded]) -> Mentioned {
    use domain::case::Event;
    let mut accounts: Vec<AccountId> = case.people();
    let mut organisations: Vec<OrganisationId> = case.offices();
    for recorded in events {
        accounts.extend(recorded.actor.account);
        organisations.extend(recorded.actor.office);
        match &recorded.event {
            Event::HandedOver(event) => accounts.push(event.to),
            Event::Assigned(event) => {
                organisations.push(event.organisation);
                accounts.extend(event.mediator);
            }
            Event::Taken(event) => {
                organisations.push(event.organisation);
                accounts.push(event.mediator);
            }
            Event::HandedBack(event) => organisations.push(event.organisation),
            Event::Reassigned(event) => accounts.push(event.mediator),
            Event::Transferred(event) => {
                organisations.extend([event.from, event.organisation]);
                accounts.push(event.mediator);
            }
            Event::RecusalDecided(event) => accounts.extend(event.mediator),
            Event::Invited(event) => organisations.extend(event.organisations.iter().copied().chain([event.lead])),
            Event::Replied(event) => organisations.push(event.organisation),
            Event::SessionScheduled(event) => accounts.extend(event.mediator),
            Event::FactsConfirmed(event) => accounts.extend(event.mediator),
            Event::Released(event) => {
                organisations.extend(event.recipient);
                accounts.push(event.asked_by);
            }
            _ => {}
        }
    }
    let rooms = case.mediation.sessions.iter().filter_map(|session| session.room).collect();
    accounts.sort_unstable();
    accounts.dedup();
    organisations.sort_unstable();
    organisations.dedup();
    (accounts, organisations, rooms)
}

/// `第 2 项　4,000.00 元　11月30日`
fn obligation_label(obligation: &ObligationView) -> String {
    let what = match obligation.amount {
        Some(amount) => crate::text::phrase("format", "yuan", &[("amount", amount.to_string())]),
        None => crate::text::code("obligation_kind", obligation.kind.code()).to_owned(),
    };
    let params = [("n", obligation.number.to_string()), ("what", what), ("due", obligation.due.chinese())];
    crate::text::phrase("format", "obligation", &params)
}
