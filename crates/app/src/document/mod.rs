//! Papers and sheets, independent of how they are printed.

pub mod model;
