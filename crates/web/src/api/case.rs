//! api: case.

use crate::failure::Failure;

/// Not built yet.
pub async fn list() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn show() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn events() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn act() -> Failure {
    Failure::App(app::Error::NotFound)
}
