//! Any act on a case: authorise, load, look up, decide, write; all in one transaction.

use std::sync::Arc;

use domain::access::{Action, Facts};
use domain::case::{Actor, Case, Command, Decision, Event, IdSource, Lookup, Outcome, Recorded, decide};
use domain::dispatch::DispatchMode;
use domain::kernel::id::{AccountId, CaseId, OrganisationId, PartyId};
use store::Tx;
use store::case::{calendar, log, project, reference};

use super::consequence;
use crate::document::issue::{Prepared, marked, printing};
use crate::document::sign::KeptHand;
use crate::{Ctx, Error, Result};

/// Does `command` on a case. `expected` is the version that the page was drawn from: when somebody was faster, nothing is written.
///
/// # Errors
/// [`Error::NotFound`] out of reach, [`Error::Stale`] when somebody was faster, [`Error::Refused`] by a rule.
pub async fn act(cx: &Ctx, id: CaseId, expected: Option<i64>, command: Command) -> Result<Case> {
    let command = Arc::new(command);
    let work = |prepared: Option<Arc<Prepared>>| {
        let (cx, command) = (cx.clone(), command.clone());
        let store = cx.app.store.clone();
        async move {
            let work = async move |tx: &Tx| {
                let beside = prepared.as_deref().map_or(Beside::Nothing, Beside::Paper);
                act_beside(&cx, tx, id, expected, &command, beside).await
            };
            store.write(move |tx| Box::pin(async move { work(tx).await })).await
        }
    };
    printing(cx, id, &command, work).await
}

/// The same inside a transaction that does more (an upload with its file).
pub(crate) async fn act_in(cx: &Ctx, tx: &Tx, id: CaseId, expected: Option<i64>, command: &Command) -> Result<Case> {
    act_beside(cx, tx, id, expected, command, Beside::Nothing).await
}

/// What was made for an act before its transaction, and is kept together with its events.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Beside<'a> {
    /// Nothing.
    Nothing,
    /// The paper that was printed to be issued.
    Paper(&'a Prepared),
    /// What a hand left on a screen.
    Hand(&'a KeptHand),
}

impl Beside<'_> {
    /// The version of the case that it was made from.
    const fn version(self) -> Option<i64> {
        match self {
            Self::Nothing => None,
            Self::Paper(prepared) => Some(prepared.version),
            Self::Hand(hand) => hand.version,
        }
    }
}

/// The same with what was made for it before.
pub(crate) async fn act_beside(
    cx: &Ctx,
    tx: &Tx,
    id: CaseId,
    expected: Option<i64>,
    command: &Command,
    beside: Beside<'_>,
) -> Result<Case> {
    tx.lock_row("case_row", id).await?;
    let events = log::load(tx, id).await?;
    if events.is_empty() {
        return Err(Error::NotFound);
    }
    let case = Case::replay(id, &events);
    let actor = cx.may(Action::Act(command.act()), &Facts::from(&case))?;
    if let Command::Issue(form) = command
        && marked(tx, id, form.once.as_deref()).await?
    {
        return Ok(case);
    }
    if expected.is_some_and(|expected| expected != case.version) {
        return Err(Error::Stale);
    }
    if beside.version().is_some_and(|version| version != case.version) {
        return Err(Error::Raced);
    }
    let mut lookup = lookup(cx, tx, &case, command).await?;
    match beside {
        Beside::Nothing => {}
        Beside::Paper(prepared) => lookup.printed = Some(prepared.printed.clone()),
        Beside::Hand(hand) => lookup.record = Some(hand.record.clone()),
    }
    let outcome = decide(&case, command, &decision(cx, &actor, &lookup))?;
    let (case, recorded) = write(cx, tx, case, &actor, outcome).await?;
    match beside {
        Beside::Nothing => {}
        Beside::Paper(prepared) => prepared.keep(cx, tx, &case, &recorded).await?,
        Beside::Hand(hand) => hand.keep(cx, tx, id, &recorded).await?,
    }
    consequence::follow(cx, tx, &case, &recorded).await?;
    super::disposal::follow(cx, tx, &case, &actor, &recorded).await?;
    Ok(case)
}

/// Everything that the rules may look at.
pub(crate) fn decision<'a>(cx: &'a Ctx, actor: &Actor, lookup: &'a Lookup) -> Decision<'a> {
    Decision {
        now: cx.now,
        actor: actor.clone(),
        calendar: &cx.calendar,
        rules: &cx.app.rules,
        settings: &cx.app.settings,
        lookup,
        ids: IdSource::after(cx.app.dice.id()),
    }
}

/// Writes what was decided: texts, events, read tables.
pub(crate) async fn write(cx: &Ctx, tx: &Tx, old: Case, actor: &Actor, outcome: Outcome) -> Result<(Case, Vec<Recorded>)> {
    let id = old.id;
    log::keep_words(tx, id, cx.now, &outcome.words).await?;
    let recorded = log::append(tx, id, old.version, cx.now, actor, &outcome.events).await?;
    let new = recorded.iter().fold(old.clone(), domain::case::event::apply);
    project::update(tx, Some(&old), &new).await?;
    Ok((new, recorded))
}

/// Which organisations and mediators a command names.
fn named(case: &Case, command: &Command) -> (Vec<OrganisationId>, Vec<AccountId>) {
    match command {
        Command::Assign(form) => match form.mode {
            DispatchMode::Here => (case.office.into_iter().collect(), form.mediator.into_iter().collect()),
            DispatchMode::Pass => (form.organisation.into_iter().collect(), Vec::new()),
        },
        Command::Take(form) => (case.dispatch.asked.into_iter().collect(), vec![form.mediator]),
        Command::Transfer(form) => (vec![form.organisation], vec![form.mediator]),
        Command::Reassign(form) => (Vec::new(), vec![form.mediator]),
        Command::DecideRecusal(form) => (Vec::new(), form.mediator.into_iter().collect()),
        Command::Invite(form) => (form.organisations.clone(), Vec::new()),
        _ => (Vec::new(), Vec::new()),
    }
}

async fn lookup(cx: &Ctx, tx: &Tx, case: &Case, command: &Command) -> Result<Lookup> {
    let (organisations, mediators) = named(case, command);
    let parties: Vec<PartyId> = case.parties.iter().map(|party| party.id).collect();
    let mut lookup = Lookup::default();
    if !organisations.is_empty() {
        // Whoever suspends or closes one of them waits here, or is waited for.
        for id in &organisations {
            tx.lock_row("organisation", *id).await?;
        }
        lookup.organisations = store::organisation::facts(tx, &organisations).await?;
    }
    if !mediators.is_empty() {
        lookup.mediators = store::organisation::mediator_facts(tx, &mediators, &parties).await?;
        // Who is lent to a body serves it as long as the posting lasts.
        let posted = crate::organisation::posted(cx, tx, &mediators).await?;
        for mediator in &mut lookup.mediators {
            mediator.offices.extend(posted.get(&mediator.account).into_iter().flatten().copied());
        }
        let bodies: Vec<OrganisationId> = organisations.iter().copied().chain(case.handler()).collect();
        lookup.certificate_asked = crate::organisation::asks_certificate(tx, &bodies).await?;
        if cx.app.settings.assign_needs_certificate || lookup.certificate_asked {
            for mediator in &mut lookup.mediators {
                mediator.certified = crate::organisation::certified(tx, mediator.account, cx.now.day()).await?;
            }
        }
    }
    if case.agreement.is_some() {
        lookup.way = super::ways::facts(cx, tx, case).await?;
    }
    if matches!(command, Command::AssessAbility(_)) {
        lookup.checklist = cx.app.lists.checklist().clone();
    }
    if let Command::HandOver(form) = command {
        // The new owner must be somebody of the same office who can sign in.
        let office = case.office.ok_or(Error::NotFound)?;
        if !reference::serves(tx, form.to, office).await? {
            return Err(Error::at("to", domain::kernel::Fault::UnknownChoice));
        }
    }
    if let Command::AddClaim(form) = command
        && cx.app.lists.find("claim_type", &form.kind).is_none()
    {
        return Err(Error::at("kind", domain::kernel::Fault::UnknownChoice));
    }
    if let Command::Decline(form) = command
        && cx.app.lists.find("decline_reason", &form.reason).is_none()
    {
        return Err(Error::at("reason", domain::kernel::Fault::UnknownChoice));
    }
    if let Command::Draft(_) = command {
        lookup.clauses = cx.app.lists.clauses().to_vec();
        lookup.way.heads = cx.app.lists.heads(case.claims.iter().map(|claim| claim.kind.as_str()));
    }
    if let Command::Schedule(form) = command {
        // Whoever comes second waits here, so that two sessions can't take one room or one mediator at once.
        if let Some(room) = form.room {
            tx.lock_row("room", room).await?;
            if !store::organisation::room_is_usable(tx, room, &case.offices()).await? {
                return Err(Error::at("room", domain::kernel::Fault::UnknownChoice));
            }
        }
        if let Some(mediator) = case.dispatch.mediator {
            tx.lock_row("account", mediator).await?;
        }
        let ends = form.starts.plus_minutes(form.minutes.get());
        lookup.clash = calendar::clash(tx, form.starts, ends, form.room, case.dispatch.mediator).await?;
    }
    Ok(lookup)
}

/// The events among `recorded` that `pick` wants.
pub(crate) fn happened(recorded: &[Recorded]) -> impl Iterator<Item = &Event> {
    recorded.iter().map(|recorded| &recorded.event)
}
