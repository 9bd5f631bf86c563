//! Pages, forms, the JSON API: what the outside sees of the house.
//!
//! [`route`] is the one table of addresses; [`guard`] stands before each; a subject's pages are in its folder beside
//! `templates/<subject>/`. The look is in [`look`], style sheet and script in [`asset`]. Knows no SQL: it speaks with `app` only.

pub mod access;
pub mod api;
pub mod asset;
pub mod audit;
pub mod brought;
pub mod case;
pub mod claims;
pub mod contact;
pub mod desk;
pub mod document;
pub mod failure;
pub mod guard;
pub(crate) mod handed;
pub mod intake;
pub mod look;
pub mod organisation;
pub(crate) mod paging;
pub mod party;
pub mod periods;
pub mod route;
pub mod server;
pub mod vault;
pub mod visit;

pub use server::{Web, router, serve};
