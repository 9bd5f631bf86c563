//! Stories of the house, each on SQLite and on PostgreSQL.

#[cfg(test)]
mod access;
#[cfg(test)]
mod house;
