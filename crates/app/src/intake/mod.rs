//! Registration of an application as a case.

mod register;

pub use register::{Registered, duplicates, register, register_in};
