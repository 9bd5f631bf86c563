//! Pages of the subject `access`: signing in, the own account, keeping accounts and tokens, the first administrator.
//!
//! What the pages of the directory and the audit log share with these is in [`origin`] and [`shown`].

pub mod account;
pub mod accounts;
pub mod login;
pub(crate) mod origin;
pub mod own;
pub mod setup;
pub(crate) mod shown;
pub mod tokens;
