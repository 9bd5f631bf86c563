//! What the case rules promise, told as stories: given a case, when a command comes, then events or a refusal.
//!
//! [`story`] is the harness, [`fixture`] the small town of people and bodies, [`usual`] a sensible filled form for every act.
//! One file of stories for each area; [`told`] checks that every act, event and reason for refusal occurs in one. [`property`]
//! walks at random, [`form`] reads nonsense, [`golden`] keeps every stored event readable, [`access`] holds the matrix of rights.

#![cfg(test)]

#[macro_use]
mod story;

mod access;
mod agreement;
mod archive;
mod check;
mod claims;
mod closing;
mod dice;
mod dispatch;
mod disposal;
mod document;
mod fixture;
mod form;
mod golden;
mod intake;
mod mediation;
mod performance;
mod property;
mod signing;
mod timing;
mod told;
mod usual;
mod vault;
mod way;
mod worth;
