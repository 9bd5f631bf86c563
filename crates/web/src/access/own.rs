//! access: own.

use crate::failure::Failure;

/// Not built yet.
pub async fn page() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn password() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn end_session() -> Failure {
    Failure::App(app::Error::NotFound)
}

/// Not built yet.
pub async fn large() -> Failure {
    Failure::App(app::Error::NotFound)
}
