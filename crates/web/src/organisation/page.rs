//! organisation: page.

use crate::failure::Failure;

/// Not built yet.
pub async fn show() -> Failure {
    Failure::App(app::Error::NotFound)
}
