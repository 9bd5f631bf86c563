//! The synthetic city and the stories, on SQLite and on PostgreSQL.

#[cfg(test)]
#[cfg(test)]
mod register;
mod simulate;
#[cfg(test)]
mod story;
#[cfg(test)]
mod year;
