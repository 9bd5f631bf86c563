//! How the directory stood at the end of a past day, from its history ([`super::chronicle`]): organisations, mediators, rooms, page by page and
//! as a table with the same heads as today's.

use std::collections::BTreeMap;

use domain::access::rules::Deal;
use domain::access::{Action, Scope, subtree};
use domain::kernel::id::RecordId;
use domain::kernel::{Day, Moment};
use store::organisation::record::{self, Narrow, RecordRow};
use store::organisation::{self, division};

use super::chronicle;
use super::list::PAGE;
use super::register::filled;
use super::table::{MOST_ROWS, Table, handed, text};
use crate::{Ctx, Result};

/// What a list of a past day is narrowed to.
#[derive(Clone, Debug)]
pub struct PastFilter {
    /// The day.
    pub day: Day,
    /// Words of the name and of what else it is found by.
    pub query: String,
    /// Only in the subtree of this division.
    pub division: String,
    /// Only with these codes: field and code.
    pub codes: Vec<(String, String)>,
}

/// Something of the directory as it stood.
#[derive(Clone, Debug)]
pub struct Past {
    /// Its id.
    pub id: RecordId,
    /// What it was called.
    pub title: String,
    /// The columns with their words, by name.
    pub told: BTreeMap<&'static str, String>,
}

/// A page of it.
#[derive(Clone, Debug)]
pub struct PastPage {
    /// By name.
    pub rows: Vec<Past>,
    /// There are more.
    pub more: bool,
    /// How many there were in all.
    pub count: i64,
}

impl PastFilter {
    fn narrow(&self) -> Narrow {
        Narrow {
            at: Some(Moment::end_of(self.day)),
            query: Some(self.query.trim().to_owned()).filter(|query| !query.is_empty()),
            area: Some(self.division.as_str()).filter(|code| !code.is_empty()).map(subtree),
            marks: self.codes.clone(),
            ..Narrow::default()
        }
    }
}

/// A page of how it stood, by name.
///
/// # Errors
/// [`crate::Error::NotFound`] for who may not read the directory.
pub async fn page<T: Table>(cx: &Ctx, filter: &PastFilter, after: Option<&(String, RecordId)>) -> Result<PastPage> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let (reader, scope, narrow) = (cx.app.store.read(), Scope::everything(), filter.narrow());
    let mut rows = record::page(&reader, T::FORM, &scope, &narrow, after, PAGE + 1).await?;
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    let count = record::count(&reader, T::FORM, &scope, &narrow).await?;
    Ok(PastPage { rows: told::<T>(cx, &rows).await?, more, count })
}

/// All of it as XLSX.
///
/// # Errors
/// As [`page`]; [`crate::Error::Press`] when the file can't be made.
pub async fn export<T: Table>(cx: &Ctx, filter: &PastFilter) -> Result<Vec<u8>> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let rows = record::page(&cx.app.store.read(), T::FORM, &Scope::everything(), &filter.narrow(), None, MOST_ROWS).await?;
    let rows = told::<T>(cx, &rows).await?;
    handed::<T, _>(cx, &rows, |row, name| text(row.told.get(name).map(String::as_str))).await
}

async fn told<T: Table>(cx: &Ctx, rows: &[RecordRow]) -> Result<Vec<Past>> {
    let reader = cx.app.store.read();
    let mut places: Vec<String> = rows.iter().map(|row| row.division.clone()).collect();
    places.sort_unstable();
    places.dedup();
    let places: BTreeMap<String, String> = division::several(&reader, &places).await?.into_iter().map(|row| (row.code, row.name)).collect();
    let mut owners: Vec<_> = rows.iter().filter_map(|row| row.organisation).collect();
    owners.sort_unstable();
    owners.dedup();
    let owners = organisation::names(&reader, &owners).await?;
    let one = |row: &RecordRow| {
        let values = filled(row);
        let told = T::HEADS.iter().map(|head| {
            let told = match head.name {
                "division" => places.get(&row.division).cloned().unwrap_or_else(|| row.division.clone()),
                "organisation" => row.organisation.and_then(|id| owners.get(&id)).cloned().unwrap_or_default(),
                "name" => row.title.clone(),
                name => chronicle::told(cx, name, &values),
            };
            (head.name, told)
        });
        Past { id: row.record, title: row.title.clone(), told: told.collect() }
    };
    Ok(rows.iter().map(one).collect())
}
