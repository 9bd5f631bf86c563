//! Pages of the subject `access`.

pub mod accounts;
pub mod login;
pub mod own;
pub mod setup;
pub mod tokens;
