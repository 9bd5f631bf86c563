//! organisation: division.

use crate::failure::Failure;

/// Not built yet.
pub async fn page() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn import() -> Failure {
    Failure::App(app::Error::NotFound)
}
