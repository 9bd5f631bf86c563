//! What is told already about the facts that a claim is worked out from.

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

/// What is told already, in a case or in a form that is being filled, and is a fact of some head.
///
/// The wage is what the worker said at registration: a start, to be checked like everything else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// First day of work.
    pub hired: Option<Day>,
    /// Last day of work.
    pub left: Option<Day>,
    /// Monthly wage.
    pub wage: Option<Money>,
    /// The claim runs from this day.
    pub from: Option<Day>,
    /// The claim runs to this day.
    pub to: Option<Day>,
    /// The division.
    pub region: String,
}

impl Told {
    /// What a case tells about one of its claims.
    pub fn of_case(view: &CaseView, claim: Option<ClaimId>) -> Self {
        let worker = view.parties.iter().find(|party| party.side == Side::Applicant);
        let claim = claim.and_then(|claim| view.claims.iter().find(|known| known.id == claim));
        Self {
            hired: worker.and_then(|worker| day(worker, "hired")),
            left: worker.and_then(|worker| day(worker, "left")),
            wage: worker.and_then(|worker| detail(worker, "wage")).and_then(|wage| wage.parse().ok()),
            from: claim.and_then(|claim| claim.from),
            to: claim.and_then(|claim| claim.to),
            region: view.case.division.clone(),
        }
    }

    /// The facts of a head; what is not told stays empty.
    pub fn facts(&self, head: Head, today: Day) -> Value {
        let written = |day: Option<Day>| day.map(|day| day.to_string());
        let mut facts = Map::new();
        for spec in head.specs() {
            let value = match spec.name {
                // New in the year that is looked at, or nothing: years before do not cut the leave short.
                "hired" if head == Head::AnnualLeave => {
                    written(self.hired.filter(|hired| hired.year() == self.left.unwrap_or(today).year()))
                }
                "start" | "hired" => written(self.hired.or(self.from)),
                "last" | "ended" => written(self.left.or(self.to)),
                "leave_date" => written(self.left),
                "as_of" => written(self.left.or(Some(today))),
                "avg_wage" | "wage" | "last_month" | "avg" | "own" => self.wage.map(Money::plain),
                "region" => Some(self.region.clone()),
                _ => None,
            };
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                facts.insert(spec.name.to_owned(), Value::String(value));
            }
        }
        Value::Object(facts)
    }
}

fn detail<'p>(party: &'p PartyView, name: &str) -> Option<&'p str> {
    party.details.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn day(party: &PartyView, name: &str) -> Option<Day> {
    detail(party, name)?.parse().ok()
}
