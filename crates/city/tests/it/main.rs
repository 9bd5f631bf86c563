//! The synthetic city and the stories, on SQLite and on PostgreSQL.

#[cfg(test)]
mod organisations;
#[cfg(test)]
mod register;
#[cfg(test)]
mod simulate;
#[cfg(test)]
mod story;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod year;
