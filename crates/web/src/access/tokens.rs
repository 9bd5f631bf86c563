//! access: tokens.

use crate::failure::Failure;

/// Not built yet.
pub async fn list() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn create() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn revoke() -> Failure {
    Failure::App(app::Error::NotFound)
}
