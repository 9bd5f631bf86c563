//! The life of an organisation by the states of its profile (register `profile`): planned, founded, filed, suspended, resumed, closed. Only one that
//! runs takes cases and covers anybody; one that closes leaves no open case behind (S4-07).

/// States of a profile in which an organisation works.
pub const RUNNING: [&str; 3] = ["founded", "filed", "resumed"];
/// The state in which an organisation has ended.
pub const CLOSED: &str = "closed";

/// An organisation whose profile is in this state takes cases.
pub fn runs(state: &str) -> bool {
    RUNNING.contains(&state)
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn an_organisation_that_is_planned_suspended_or_closed_does_not_run() {
        assert!(["founded", "filed", "resumed"].into_iter().all(runs));
        assert!(!["planned", "suspended", "closed", ""].into_iter().any(runs));
    }
}
