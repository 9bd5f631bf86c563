//! The synthetic city: a district with its offices, people and a year of disputes, told through the ordinary use cases at a simulated clock.
//!
//! [`tell`] tells a whole year from a seed, [`story`] carries single applications through the chain. The words are in `data/city` and
//! `data/stories`; nobody in them is real. Same seed and same end, same city.

mod carry;
pub mod clock;
mod course;
pub mod dice;
mod district;
mod draw;
mod fill;
mod hours;
mod lane;
mod params;
mod people;
mod plan;
mod question;
mod register;
pub mod simulate;
pub mod story;
mod sums;
mod words;
mod world;
mod year;

pub use clock::SimClock;
pub use dice::SeededDice;
pub use year::{Login, Plan, Told, tell};
