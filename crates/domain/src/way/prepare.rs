//! Packages: drafted in the decision that opens a way, so that no window runs without its papers.

use super::event::WayPrepared;
use super::view::{WayFacts, ways};
use crate::case::{Case, Decision, Outcome};
use crate::kernel::Day;

/// The packages that must be drafted today.
pub fn packages(case: &Case, facts: &WayFacts, today: Day) -> Vec<WayPrepared> {
    let open = ways(case, facts, today).into_iter().filter(super::Way::needs_package);
    open.map(|way| WayPrepared {
        way: way.kind,
        amount: way.amount(),
        claims: way.claims.into_iter().map(|(claim, _)| claim).collect(),
        obligations: way.obligations,
        until: way.until,
        day: today,
    })
    .collect()
}

/// Adds the packages of the ways that these events open.
pub(crate) fn with_packages(outcome: Outcome, case: &Case, cx: &Decision<'_>) -> Outcome {
    let after = outcome.onto(case, cx);
    packages(&after, &cx.lookup.way, cx.today()).into_iter().fold(outcome, Outcome::and)
}
