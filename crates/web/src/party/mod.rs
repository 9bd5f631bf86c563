//! Pages of the subject `party`.

pub mod list;
pub mod lookup;
pub mod page;
