//! What a case tells already about the facts that a claim is worked out from.

use domain::claims::worth::Head;
use domain::intake::Side;
use domain::kernel::id::ClaimId;
use domain::kernel::{Day, Money};
use serde_json::{Map, Value};

use crate::case::{CaseView, PartyView};
use crate::lists::Lists;

/// The head by which the amount of a claim of the case is worked out, where there is one.
pub fn head_of(view: &CaseView, claim: ClaimId, lists: &Lists) -> Option<Head> {
    let kind = &view.case.claims.iter().find(|known| known.id == claim)?.kind;
    lists.find("claim_type", kind)?.formula.as_deref()?.parse().ok()
}

/// The facts of a head as the case tells them; what it does not tell stays empty.
///
/// The wage is what the worker said at registration: a start, to be checked like everything else.
pub fn known(view: &CaseView, head: Head, claim: Option<ClaimId>, today: Day) -> Value {
    let worker = view.parties.iter().find(|party| party.side == Side::Applicant);
    let (hired, left) = (worker.and_then(|worker| day(worker, "hired")), worker.and_then(|worker| day(worker, "left")));
    let wage = worker.and_then(|worker| detail(worker, "wage")).and_then(|wage| wage.parse::<Money>().ok()).map(Money::plain);
    let claim = claim.and_then(|claim| view.claims.iter().find(|known| known.id == claim));
    let (from, to) = (claim.and_then(|claim| claim.from), claim.and_then(|claim| claim.to));
    let written = |day: Option<Day>| day.map(|day| day.to_string());
    let mut facts = Map::new();
    for spec in head.specs() {
        let value = match spec.name {
            // New in the year that is looked at, or nothing: years before do not cut the leave short.
            "hired" if head == Head::AnnualLeave => written(hired.filter(|hired| hired.year() == left.unwrap_or(today).year())),
            "start" | "hired" => written(hired.or(from)),
            "last" | "ended" => written(left.or(to)),
            "leave_date" => written(left),
            "as_of" => written(left.or(Some(today))),
            "avg_wage" | "wage" | "last_month" | "avg" | "own" => wage.clone(),
            "region" => Some(view.case.division.clone()),
            _ => None,
        };
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            facts.insert(spec.name.to_owned(), Value::String(value));
        }
    }
    Value::Object(facts)
}

fn detail<'p>(party: &'p PartyView, name: &str) -> Option<&'p str> {
    party.details.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn day(party: &PartyView, name: &str) -> Option<Day> {
    detail(party, name)?.parse().ok()
}
