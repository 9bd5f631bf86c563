//! The tables that pages read: what [`Case`] looks like, rewritten where it changed.

use domain::case::{Case, Waiting};
use domain::closing::DossierKind;
use domain::intake::PartyRole;
use domain::kernel::Moment;

use crate::error::{Error, Result};
use crate::{Tx, values};

/// Names and facts for lists that stand in correctable rows, not in events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// The first worker, with "等 N 人" when there are several.
    pub worker: String,
    /// The first employer.
    pub employer: String,
    /// The employer's industry.
    pub industry: Option<String>,
}

/// Writes the row of a new case.
pub async fn insert(tx: &Tx, case: &Case, title: &Title, now: Moment) -> Result<()> {
    let corrupt = |column| Error::corrupt("case_row", case.id, column);
    let office = case.office.ok_or_else(|| corrupt("office"))?;
    let channel = case.intake.channel.ok_or_else(|| corrupt("channel"))?;
    let received = case.intake.received.ok_or_else(|| corrupt("received"))?;
    let workers = i64::try_from(case.parties.iter().filter(|party| matches!(party.role, PartyRole::Worker | PartyRole::NextOfKin)).count())
        .unwrap_or(i64::MAX);
    let insert = "insert into case_row
      (id, number, version, stage, office, division, channel, received, late, claim_kind, claim_kinds, workers, worker_name, employer_name, industry,
       paid, breached, visits_open, suspended, touched, registered_at)
      values ($1, $2, 0, $3, $4, $5, $6, $7, 0, '', '', $8, $9, $10, $11, 0, 0, 0, 0, $12, $12)";
    let values = values![
        case.id,
        case.number.as_str(),
        case.stage,
        office,
        case.division.as_str(),
        channel,
        received,
        workers,
        title.worker.as_str(),
        title.employer.as_str(),
        title.industry.as_deref(),
        now
    ];
    tx.execute(insert, values).await?;
    update(tx, None, case).await
}

/// Brings the tables of a case from `old` to `new`.
pub async fn update(tx: &Tx, old: Option<&Case>, new: &Case) -> Result<()> {
    head(tx, new).await?;
    if old.is_none_or(|old| old.claims != new.claims) {
        claims(tx, new).await?;
    }
    if old.is_none_or(|old| old.offices() != new.offices() || old.people() != new.people()) {
        reach(tx, new).await?;
    }
    if old.is_some_and(|old| old.mediation.sessions != new.mediation.sessions) {
        sessions(tx, new).await?;
    }
    if old.is_some_and(|old| old.agreement != new.agreement) {
        obligations(tx, new).await?;
    }
    if old.is_none_or(|old| old.clocks != new.clocks) {
        clocks(tx, new).await?;
    }
    if old.is_some_and(|old| old.visits != new.visits) {
        visits(tx, new).await?;
    }
    if let Some(old) = old.filter(|old| old.papers != new.papers) {
        for paper in &old.papers {
            if let Some(now) = new.paper(paper.id).filter(|now| now.state != paper.state) {
                crate::document::paper::set_state(tx, now.id, now.state).await?;
            }
        }
    }
    Ok(())
}

async fn head(tx: &Tx, case: &Case) -> Result<()> {
    let amounts = case.amounts();
    let (person, office) = match case.waiting() {
        Some(Waiting::Person(account)) => (Some(account), None),
        Some(Waiting::Office(office)) => (None, Some(office)),
        None => (None, None),
    };
    let live: Vec<&str> = case.claims.iter().filter(|claim| !claim.withdrawn).map(|claim| claim.kind.as_str()).collect();
    let satisfaction = case.visits.iter().rev().find_map(|visit| visit.satisfaction);
    let visits_open = i64::try_from(case.visits.iter().filter(|visit| visit.is_open()).count()).unwrap_or(i64::MAX);
    let update = "update case_row set
      version = $2, stage = $3, handler = $4, asked = $5, reply_by = $6, lead = $7, mediator = $8, first_contact = $9, accepted = $10,
      closed = $11, result = $12, late = $13, limitation = $14, scope = $15, complexity = $16, declined = $17, claim_kind = $18, claim_kinds = $19,
      claimed = $20, verified = $21, agreed = $22, paid = $23, in_force = $24, breached = $25, mediation_due = $26, next_due = $27,
      visits_open = $28, satisfaction = $29, archived = $30, volume = $31, suspended = $32, waiting_person = $33, waiting_office = $34, touched = $35,
      watched_rule = $36, keep_until = $37, dossier_kind = $38, disposal = $39, destroyed = $40 where id = $1";
    let closing = case.closing.as_ref();
    let values = values![
        case.id,
        case.version,
        case.stage,
        case.dispatch.handler,
        case.dispatch.asked,
        case.dispatch.reply_by,
        case.dispatch.lead,
        case.dispatch.mediator,
        case.intake.first_contact,
        case.intake.accepted,
        closing.map(|closing| closing.day),
        closing.map(|closing| closing.result),
        i64::from(closing.is_some_and(|closing| closing.late)),
        closing.and_then(|closing| closing.limitation),
        case.intake.scope,
        case.intake.complexity,
        case.intake.declined.as_deref(),
        live.first().copied().unwrap_or_default(),
        format!(",{},", live.join(",")),
        amounts.claimed,
        amounts.verified,
        amounts.agreed,
        amounts.paid,
        case.agreement.as_ref().and_then(|agreement| agreement.in_force),
        i64::from(case.breached()),
        case.mediation_due(),
        case.next_due(),
        visits_open,
        satisfaction,
        case.archive.as_ref().map(|filed| filed.day),
        case.archive.as_ref().map(|filed| filed.volume.as_str()),
        i64::from(case.mediation.suspended.is_some()),
        person,
        office,
        case.touched,
        case.watched_clock().map(|clock| clock.rule.to_string()),
        case.archive.as_ref().map(|filed| filed.keep_until),
        case.archive.as_ref().map(|_| DossierKind::of(case)),
        case.archive.as_ref().map(|filed| filed.disposal.state),
        case.destroyed()
    ];
    tx.execute(update, values).await?;
    Ok(())
}

async fn clear(tx: &Tx, table: &str, case: &Case) -> Result<()> {
    tx.execute(format!("delete from {table} where case_id = $1"), values![case.id]).await?;
    Ok(())
}

async fn reach(tx: &Tx, case: &Case) -> Result<()> {
    clear(tx, "case_office", case).await?;
    clear(tx, "case_person", case).await?;
    for office in case.offices() {
        tx.execute("insert into case_office (case_id, office) values ($1, $2)", values![case.id, office]).await?;
    }
    let mut people = case.people();
    people.sort_unstable();
    people.dedup();
    for account in people {
        tx.execute("insert into case_person (case_id, account) values ($1, $2)", values![case.id, account]).await?;
    }
    Ok(())
}

async fn claims(tx: &Tx, case: &Case) -> Result<()> {
    clear(tx, "claim_row", case).await?;
    for (claim, ordinal) in case.claims.iter().zip(1_i64..) {
        let insert = "insert into claim_row (id, case_id, ordinal, kind, claimed, verified, agreed, withdrawn, starts, ends)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        let values = values![
            claim.id,
            case.id,
            ordinal,
            claim.kind.as_str(),
            claim.claimed,
            claim.verified,
            claim.agreed,
            claim.withdrawn,
            claim.from,
            claim.to
        ];
        tx.execute(insert, values).await?;
    }
    Ok(())
}

async fn sessions(tx: &Tx, case: &Case) -> Result<()> {
    clear(tx, "session_row", case).await?;
    for session in &case.mediation.sessions {
        let insert = "insert into session_row (id, case_id, number, starts, ends, means, room, place, mediator, cancelled, result)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let values = values![
            session.id,
            case.id,
            session.number,
            session.starts,
            session.ends,
            session.means,
            session.room,
            session.place,
            session.mediator,
            session.cancelled,
            session.result
        ];
        tx.execute(insert, values).await?;
    }
    Ok(())
}

async fn obligations(tx: &Tx, case: &Case) -> Result<()> {
    clear(tx, "obligation_row", case).await?;
    let Some(agreement) = &case.agreement else { return Ok(()) };
    for (obligation, ordinal) in agreement.obligations.iter().zip(1_i64..) {
        let insert = "insert into obligation_row (id, case_id, ordinal, kind, payer, payee, amount, due, paid, met, breached, live)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        let values = values![
            obligation.id,
            case.id,
            ordinal,
            obligation.kind,
            obligation.payer,
            obligation.payee,
            obligation.amount,
            obligation.due,
            obligation.paid,
            obligation.met,
            obligation.breached,
            agreement.in_force.is_some()
        ];
        tx.execute(insert, values).await?;
    }
    Ok(())
}

/// Only what runs: a clock that stopped reminds nobody.
async fn clocks(tx: &Tx, case: &Case) -> Result<()> {
    clear(tx, "clock_row", case).await?;
    for (clock, place) in case.clocks.iter().zip(0_i64..).filter(|(clock, _)| clock.is_running()) {
        let insert = "insert into clock_row (case_id, place, rule, role, due, remind_from) values ($1, $2, $3, $4, $5, $6)";
        tx.execute(insert, values![case.id, place, clock.rule.to_string(), clock.role, clock.due(), clock.remind_from()]).await?;
    }
    Ok(())
}

async fn visits(tx: &Tx, case: &Case) -> Result<()> {
    clear(tx, "visit_row", case).await?;
    for visit in &case.visits {
        let insert = "insert into visit_row (id, case_id, kind, due, made, satisfaction) values ($1, $2, $3, $4, $5, $6)";
        tx.execute(insert, values![visit.id, case.id, visit.kind, visit.due, visit.made, visit.satisfaction]).await?;
    }
    Ok(())
}
