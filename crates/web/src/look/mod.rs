//! The look of the product: the frame around every page, the parts pages are made of, and forms drawn from their specs.
//!
//! Nothing here knows a case. Templates are in `templates/`, styles and script in `assets/`.

pub mod chart;
pub mod decode;
pub mod form;
pub mod frame;
pub mod part;
pub mod view;

#[cfg(test)]
mod decode_tests;
#[cfg(test)]
mod form_tests;
#[cfg(test)]
mod gallery;
