//! party: page.

use crate::failure::Failure;

/// Not built yet.
pub async fn show() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn correct_form() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn correct() -> Failure {
    Failure::App(app::Error::NotFound)
}
