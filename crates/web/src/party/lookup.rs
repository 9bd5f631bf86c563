//! party: lookup.

use crate::failure::Failure;

/// Not built yet.
pub async fn part() -> Failure {
    Failure::App(app::Error::NotFound)
}
