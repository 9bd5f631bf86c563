//! Contract tests of the store: each on SQLite and on PostgreSQL.

#[cfg(test)]
mod access;
#[cfg(test)]
mod db;
