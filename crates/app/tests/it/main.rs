//! Stories of the house, each on SQLite and on PostgreSQL.

#[cfg(test)]
mod access;
#[cfg(test)]
mod chronicle;
#[cfg(test)]
mod directory;
#[cfg(test)]
mod house;
mod import;
#[cfg(test)]
mod party;
#[cfg(test)]
mod reception;
