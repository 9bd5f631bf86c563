//! contact: new.

use crate::failure::Failure;

/// Not built yet.
pub async fn form() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn submit() -> Failure {
    Failure::App(app::Error::NotFound)
}
