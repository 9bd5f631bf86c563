//! The JSON API under `/api/v1`: the same intentions and forms as the pages, for machines with a bearer token.
//!
//! [`body`] reads requests, [`read`] fills forms from them, [`problem`] tells what is wrong; [`shape`], [`state`] and [`view`] are what answers look
//! like; [`document`] describes all of it as OpenAPI 3.1, made from the same tables, forms and shapes.

mod base64;
pub mod body;
pub mod case;
pub mod claims;
pub mod document;
pub mod example;
pub mod intake;
mod operation;
pub mod periods;
pub mod problem;
pub mod read;
mod roster;
pub mod schema;
#[macro_use]
pub mod shape;
pub mod state;
pub mod view;
