//! Pages of the subject `contact`.

pub mod list;
pub mod new;
pub mod page;
