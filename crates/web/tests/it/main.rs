//! HTTP tests of the pages and the API, each on both databases.
//! (`cfg(test)` tells clippy what it can't see: that all of this is test.)

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod api;
#[cfg(test)]
mod appraisal;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod case;
#[cfg(test)]
mod claims;
#[cfg(test)]
mod directory;
#[cfg(test)]
mod disposal;
#[cfg(test)]
mod document;
#[cfg(test)]
mod dossier;
#[cfg(test)]
mod intake;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod lifecycle;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod network;
#[cfg(test)]
mod organisation;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod paper_kind;
#[cfg(test)]
mod parties;
#[cfg(test)]
mod people;
#[cfg(test)]
mod periods;
#[cfg(test)]
mod pick;
#[cfg(test)]
mod reach;
#[cfg(test)]
mod reception;
#[cfg(test)]
mod register;
#[cfg(test)]
mod roster;
#[cfg(test)]
mod signing;
#[cfg(test)]
mod standing;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod training;
#[cfg(test)]
mod untidy;
#[cfg(test)]
mod vault;
#[cfg(test)]
mod wall;
#[cfg(test)]
mod way;
#[cfg(test)]
mod work;
