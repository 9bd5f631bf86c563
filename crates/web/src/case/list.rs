//! case: list.

use crate::failure::Failure;

/// Not built yet.
pub async fn page() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn stuck() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn overdue() -> Failure {
    Failure::App(app::Error::NotFound)
}
