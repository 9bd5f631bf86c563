//! Who stands beside a case without handling it: the arbitrator who keeps contact with an area (S3-28 渝人社〔2023〕553号 二(四)13) and the
//! lawyer on duty (S0-29, S4-44). Of several the nearest is asked.

use std::cmp::Reverse;

use crate::access::within;
use crate::case::Case;
use crate::kernel::id::OrganisationId;

/// How far two divisions lie apart; a body above counts as nearer than one beside.
pub fn distance(body: &str, place: &str) -> (usize, bool) {
    let shared = [12, 9, 6, 4, 2].into_iter().find(|width| body.get(..*width).is_some_and(|head| place.starts_with(head)));
    (12 - shared.unwrap_or(0), !within(place, body))
}

/// The order in which bodies are asked in a case, the first one first: who handles it, the window that received it, then by distance.
pub fn nearness(case: &Case, body: OrganisationId, division: &str) -> (Reverse<bool>, Reverse<bool>, (usize, bool)) {
    (Reverse(case.handler() == Some(body)), Reverse(case.office == Some(body)), distance(division, &case.division))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::kernel::id::CaseId;

    #[test]
    fn who_handles_a_case_is_asked_before_the_window_and_the_window_before_neighbours() {
        let body = |n: u128| OrganisationId(Uuid::from_u128(n));
        let mut case = Case { division: "450206100000".to_owned(), office: Some(body(1)), ..Case::replay(CaseId(Uuid::nil()), &[]) };
        case.dispatch.handler = Some(body(2));
        let mut bodies = [
            (body(4), "450206103000"),
            (body(3), "450206000000"),
            (body(5), "450206100000"),
            (body(1), "450200000000"),
            (body(2), "440203000000"),
        ];
        bodies.sort_by_key(|(id, division)| nearness(&case, *id, division));
        assert_eq!(bodies.iter().map(|(id, _)| id.0.as_u128()).collect::<Vec<_>>(), [2, 1, 5, 3, 4]);
    }
}
