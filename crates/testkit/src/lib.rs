//! Test harness of the house: both databases, the mock clock, clients for each role. Never part of the product.
//!
//! What needs more than the store stands behind the feature `house`, what needs pages behind `pages` (both on by default).

pub mod engines;
#[cfg(feature = "house")]
pub mod house;
#[cfg(feature = "pages")]
pub mod site;
