//! case: calendar.

use crate::failure::Failure;

/// Not built yet.
pub async fn page() -> Failure {
    Failure::App(app::Error::NotFound)
}
