//! organisation: keep.

use crate::failure::Failure;

/// Not built yet.
pub async fn new_form() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn create() -> Failure {
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

/// Not built yet.
pub async fn add_room() -> Failure {
    Failure::App(app::Error::NotFound)
}
