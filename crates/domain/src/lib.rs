//! What the law and the policy say: the case and its stages, periods, who may do what; ids, days, money.
//!
//! Pure and synchronous: no async, no SQL, no HTTP, no clock, no randomness, no files. Start at [`case`]; the small words are in [`kernel`].

pub mod access;
pub mod agreement;
pub mod case;
pub mod claims;
pub mod closing;
pub mod dispatch;
pub mod document;
pub mod intake;
pub mod kernel;
pub mod limitation;
pub mod mediation;
pub mod organisation;
pub mod periods;
pub mod vault;
pub mod way;
