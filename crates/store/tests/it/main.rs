//! Contract tests of the store: each on SQLite and on PostgreSQL.

#[cfg(test)]
mod access;
#[cfg(test)]
mod case;
#[cfg(test)]
mod contact;
#[cfg(test)]
mod db;
#[cfg(test)]
mod disposal;
#[cfg(test)]
mod organisation;
#[cfg(test)]
mod parity;
#[cfg(test)]
mod party;
#[cfg(test)]
mod record;
