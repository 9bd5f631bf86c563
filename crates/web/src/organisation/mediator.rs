//! organisation: mediator.

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
pub async fn edit_form() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn update() -> Failure {
    Failure::App(app::Error::NotFound)
}
