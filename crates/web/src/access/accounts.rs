//! access: accounts.

use crate::failure::Failure;

/// Not built yet.
pub async fn list() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn new_form() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn create() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn show() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn step() -> Failure {
    Failure::App(app::Error::NotFound)
}
