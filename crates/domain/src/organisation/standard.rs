//! The six haves (六有, S4-00): how an organisation stands with each, read from the checks of its items.

use crate::codes;

codes! {
    /// How an organisation stands with one of the six haves.
    pub enum HaveState as "standards" {
        /// Every item is met.
        Met = "status_met",
        /// An item is wanting.
        Gap = "status_gap",
        /// What was wanting is put right and not yet looked at again.
        Fixed = "status_fixed",
        /// Some items are not judged, or not checked.
        Open = "status_open",
        /// Nothing is checked.
        None = "status_none",
    }
}

/// A check of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check<'a> {
    /// Of which item.
    pub item: &'a str,
    /// The state of its record.
    pub state: &'a str,
    /// By those above, not by the organisation itself.
    pub visit: bool,
}

/// How an item stands: what a visit found counts more than what the organisation says of itself.
pub fn of_item(item: &str, checks: &[Check<'_>]) -> HaveState {
    let of = || checks.iter().filter(|check| check.item == item);
    let found = of().find(|check| check.visit).or_else(|| of().next());
    match found.map(|check| check.state) {
        None => HaveState::None,
        Some("met" | "passed") => HaveState::Met,
        Some("gap") => HaveState::Gap,
        Some("fixed") => HaveState::Fixed,
        Some(_) => HaveState::Open,
    }
}

/// How an organisation stands with one have, with how many of its items are met.
pub fn of_have(items: &[&str], checks: &[Check<'_>]) -> (HaveState, usize) {
    let states: Vec<HaveState> = items.iter().map(|item| of_item(item, checks)).collect();
    let any = |state: HaveState| states.contains(&state);
    let met = states.iter().filter(|state| **state == HaveState::Met).count();
    let state = if any(HaveState::Gap) {
        HaveState::Gap
    } else if any(HaveState::Fixed) {
        HaveState::Fixed
    } else if states.iter().all(|state| *state == HaveState::None) {
        HaveState::None
    } else if any(HaveState::Open) || any(HaveState::None) {
        HaveState::Open
    } else {
        HaveState::Met
    };
    (state, met)
}

#[cfg(test)]
mod tests {
    use super::{Check, HaveState, of_have};

    fn check(item: &'static str, state: &'static str, visit: bool) -> Check<'static> {
        Check { item, state, visit }
    }

    #[test]
    fn a_have_is_met_when_every_item_is_and_wanting_when_one_is() {
        let both = ["room", "desk"];
        assert_eq!(of_have(&both, &[]), (HaveState::None, 0));
        assert_eq!(of_have(&both, &[check("room", "met", false)]), (HaveState::Open, 1), "the other one was not looked at");
        assert_eq!(of_have(&both, &[check("room", "met", false), check("desk", "passed", true)]), (HaveState::Met, 2));
        assert_eq!(of_have(&both, &[check("room", "met", false), check("desk", "gap", true)]), (HaveState::Gap, 1));
        assert_eq!(of_have(&both, &[check("room", "checked", false)]), (HaveState::Open, 0));
        assert_eq!(of_have(&[], &[]), (HaveState::None, 0));
    }

    #[test]
    fn what_a_visit_found_counts_more_than_what_the_organisation_says_of_itself() {
        let said = [check("room", "met", false), check("room", "gap", true)];
        assert_eq!(of_have(&["room"], &said), (HaveState::Gap, 0));
        let right = [check("room", "gap", false), check("room", "fixed", true)];
        assert_eq!(of_have(&["room"], &right), (HaveState::Fixed, 0));
    }
}
