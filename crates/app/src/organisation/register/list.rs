//! A page of a register, as it is now or as it stood on a past day, with figures by what it can be narrowed by.

use domain::access::{Action, Scope};
use domain::kernel::id::{OrganisationId, RecordId};
use domain::kernel::{Day, Moment};
use domain::organisation::register::FieldKind;
use store::organisation::record;
pub use store::organisation::record::Marked;

use super::super::roster::PEOPLE;
use super::{Book, Names, Narrow, RecordRow, book};
use crate::{Ctx, Result};

/// Records on a page.
pub const PAGE: i64 = 50;

/// How many records have which code of a field.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The field.
    pub field: String,
    /// Codes with their counts, most first.
    pub counts: Vec<Marked>,
}

/// A page of a register.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The records.
    pub rows: Vec<RecordRow>,
    /// There are more.
    pub more: bool,
    /// How many there are in all.
    pub count: i64,
    /// The names that they mention.
    pub names: Names,
}

/// What of a book the person may see.
pub(in crate::organisation) fn scope(cx: &Ctx, book: &Book) -> Result<Scope> {
    let action = Action::Deal(book.register.audience.deal());
    cx.may_somewhere(action)?;
    Ok(cx.scope(action))
}

/// A page of a register.
///
/// # Errors
/// [`crate::Error::NotFound`] for an unknown register or one that the person sees nothing of.
pub async fn page(cx: &Ctx, code: &str, narrow: &Narrow, after: Option<&(String, RecordId)>) -> Result<Listing> {
    let book = book(cx, code)?;
    let (scope, reader) = (scope(cx, book)?, cx.app.store.read());
    let mut rows = record::page(&reader, code, &scope, narrow, after, PAGE + 1).await?;
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    let names = Names::of(cx, &book.register, &rows).await?;
    Ok(Listing { more, count: record::count(&reader, code, &scope, narrow).await?, names, rows })
}

/// How many records have which code, for every field that a list can be narrowed by.
///
/// # Errors
/// As [`page`].
pub async fn figures(cx: &Ctx, code: &str, narrow: &Narrow) -> Result<Vec<Figure>> {
    let book = book(cx, code)?;
    let (scope, reader) = (scope(cx, book)?, cx.app.store.read());
    let mut figures = Vec::new();
    for field in book.register.fields.iter().filter(|field| field.filter && !matches!(field.kind, FieldKind::Record(_))) {
        let counts = record::by_mark(&reader, code, &field.name, &scope, narrow).await?;
        figures.push(Figure { field: field.name.clone(), counts });
    }
    Ok(figures)
}

/// Every record that the filter leaves, up to `most`.
pub(crate) async fn all(cx: &Ctx, code: &str, narrow: &Narrow, most: usize) -> Result<Vec<RecordRow>> {
    let book = book(cx, code)?;
    let (scope, reader) = (scope(cx, book)?, cx.app.store.read());
    let mut rows: Vec<RecordRow> = Vec::new();
    while rows.len() < most {
        let after = rows.last().map(|row| (row.title.clone(), row.record));
        let next = record::page(&reader, code, &scope, narrow, after.as_ref(), 500).await?;
        if next.is_empty() {
            break;
        }
        rows.extend(next);
    }
    rows.truncate(most);
    Ok(rows)
}

/// How many records of a book the person sees.
///
/// # Errors
/// As [`page`].
pub async fn count(cx: &Ctx, code: &str) -> Result<i64> {
    let scope = scope(cx, book(cx, code)?)?;
    Ok(record::count(&cx.app.store.read(), code, &scope, &Narrow::default()).await?)
}

/// How many records of a book an organisation has, or had at a moment.
///
/// # Errors
/// As [`page`].
pub async fn count_of(cx: &Ctx, code: &str, organisation: OrganisationId, at: Option<Moment>) -> Result<i64> {
    let scope = scope(cx, book(cx, code)?)?;
    let narrow = Narrow { organisation: Some(organisation), at, ..Narrow::default() };
    Ok(record::count(&cx.app.store.read(), code, &scope, &narrow).await?)
}

/// The person in the roster who signs in with this account.
///
/// # Errors
/// When the store can't be read.
pub async fn own_person(cx: &Ctx) -> Result<Option<RecordRow>> {
    let scope = Scope { people: vec![cx.person.account], ..Scope::default() };
    let rows = record::page(&cx.app.store.read(), PEOPLE, &scope, &Narrow::default(), None, 1).await?;
    Ok(rows.into_iter().next())
}

/// What runs out until this day, soonest first, with the name of its book; at most 200 of each.
///
/// # Errors
/// When the store can't be read.
pub async fn running_out(cx: &Ctx, until: Day) -> Result<Vec<(String, RecordRow)>> {
    let mut found = Vec::new();
    for book in cx.app.lists.registers().iter().filter(|book| book.register.reminder.is_some()) {
        let Ok(scope) = scope(cx, book) else { continue };
        let narrow = Narrow { ends_by: Some(until), ..Narrow::default() };
        let rows = record::page(&cx.app.store.read(), &book.register.code, &scope, &narrow, None, 200).await?;
        found.extend(rows.into_iter().map(|row| (book.register.name.clone(), row)));
    }
    found.sort_by_key(|(_, row)| row.ends);
    Ok(found)
}

/// What of an organisation's own records runs out until this day or has lapsed, soonest first: inspections to be put right, gaps, titles.
///
/// # Errors
/// When the store can't be read.
pub async fn running_out_of(cx: &Ctx, office: OrganisationId, until: Day) -> Result<Vec<(String, RecordRow)>> {
    let mut found = Vec::new();
    let books = cx.app.lists.registers().iter().filter(|book| book.register.reminder.is_some() && book.register.group == "organisation");
    for book in books {
        let Ok(scope) = scope(cx, book) else { continue };
        let narrow = Narrow { ends_by: Some(until), organisation: Some(office), ..Narrow::default() };
        let rows = record::page(&cx.app.store.read(), &book.register.code, &scope, &narrow, None, PAGE).await?;
        found.extend(rows.into_iter().map(|row| (book.register.name.clone(), row)));
    }
    found.sort_by_key(|(_, row)| row.ends);
    Ok(found)
}
