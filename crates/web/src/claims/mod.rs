//! What a claim is worth: one head with its facts, for staff ([`page`]) and for everybody ([`guest`]), and a spreadsheet with a line for each
//! worker ([`sheet`]). How an answer looks is [`answer`].

pub(crate) mod answer;
pub mod guest;
pub mod page;
pub mod sheet;
