//! Test harness of the house: both databases, the mock clock, clients for each role. Never part of the product.
//!
//! What needs more than the store stands behind the feature `house` (on by default).

pub mod engines;
