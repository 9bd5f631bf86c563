//! HTTP tests of the pages and the API, each on both databases.

mod api;
mod bad_input;
mod jobs;
mod paper;
mod reach;
mod lists;
mod accounts;
mod audit;
mod organisation;
#[cfg(test)]
mod intake;
#[cfg(test)]
mod parties;
#[cfg(test)]
mod reception;
