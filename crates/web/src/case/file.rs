//! case: file.

use crate::failure::Failure;

/// Not built yet.
pub async fn upload() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn download() -> Failure {
    Failure::App(app::Error::NotFound)
}
