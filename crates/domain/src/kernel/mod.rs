//! The small words every room uses: ids, days, moments, money, bounded text, codes and forms.
//!
//! Nothing here knows a dispute. Next: [`crate::case`].

pub mod code;
pub mod day;
pub mod form;
pub mod id;
pub mod identity;
pub mod masked;
pub mod moment;
pub mod money;
pub mod rate;
pub mod text;
pub mod width;

pub use day::{Day, YEARS};
pub use form::{Fault, Faults, Field, Form, Kind, Spec};
pub use masked::Masked;
pub use moment::Moment;
pub use money::Money;
pub use rate::Rate;
pub use text::{Line, Prose};
