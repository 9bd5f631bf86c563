//! api: intake.

use crate::failure::Failure;

/// Not built yet.
pub async fn register() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn receive() -> Failure {
    Failure::App(app::Error::NotFound)
}
