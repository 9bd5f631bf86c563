//! Pages of the subject `organisation`.

pub mod coverage;
pub mod division;
pub mod duty;
mod history;
pub mod keep;
pub mod list;
mod mapping;
pub mod mediator;
pub mod page;
mod past;
pub mod register;
pub mod room;
pub mod standard;
pub mod table;
pub mod training;
pub mod transfer;
pub mod tree;
pub mod work;
