//! Pages, forms, the JSON API: what the outside sees of the house.
//!
//! The look is in [`look`], style sheet and script in [`asset`].

pub mod asset;
pub mod look;
