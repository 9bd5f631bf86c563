//! The case: clocks that run, notices of days off.

mod clock;
mod notice;
