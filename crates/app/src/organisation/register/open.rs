//! The public roster (S0-34): organisations that work, people who serve, notices of recruitment that are open, and what changed lately. Of each only
//! what its book marks as public, and of an organisation how it is reached; nothing else can be searched for either.

use std::collections::BTreeMap;

use domain::access::Scope;
use domain::kernel::id::{OrganisationId, RecordId};
use domain::kernel::{Day, Moment};
use domain::organisation::lifecycle::RUNNING;
use store::organisation::record::{self, RecordFile};

use super::super::honour;
use super::super::posting::{ELSEWHERE, POSTINGS};
use super::super::roster::{PEOPLE, PROFILES};
use super::{Book, Names, Narrow, RecordRow, filled, names};
use crate::text::{code, phrase};
use crate::{App, Error, Result};

/// What everybody may know of a record: its title and its public fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Public {
    /// Which.
    pub record: RecordId,
    /// What it is called.
    pub title: String,
    /// Name, label and words of what is known.
    pub values: Vec<(String, String, String)>,
    /// There is a photo that everybody may see.
    pub photo: bool,
}

/// A page of a public list.
#[derive(Clone, Debug, Default)]
pub struct PublicPage {
    /// How many there are in all.
    pub count: i64,
    /// Those of the page.
    pub rows: Vec<Public>,
    /// The key at which the next page begins.
    pub next: Option<String>,
}

/// The public roster.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// Organisations that work.
    pub organisations: PublicPage,
    /// People who serve.
    pub people: PublicPage,
    /// Notices of recruitment for which one can still apply.
    pub notices: Vec<Public>,
    /// What changed in the last month: day and words.
    pub changes: Vec<(Day, String)>,
}

/// What is asked of the public roster.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Words.
    pub query: &'a str,
    /// Where the page of organisations begins.
    pub organisations: &'a str,
    /// Where the page of people begins.
    pub people: &'a str,
    /// Entries of a page.
    pub page: i64,
}

/// The register of notices of recruitment.
const NOTICES: &str = "recruitment";
/// Most notices of recruitment, and most changes.
const SOME: i64 = 200;
/// Changes that are told.
const CHANGES: usize = 30;
/// Days for which a change stays in the notice.
const RECENT: i64 = 30;
/// The field by which a person agrees that everybody sees the photo.
const PHOTO_PUBLIC: &str = "photo_public";
/// The language file's group.
const WORDS: &str = "page_register";

fn shown(register: &str) -> &'static [&'static str] {
    if register == PEOPLE { &["serving", "serving_again", "warned"] } else { &RUNNING }
}

/// The public roster.
///
/// # Errors
/// When the store can't be read.
pub async fn roster(app: &App, wanted: Wanted<'_>) -> Result<Roster> {
    let query = Some(wanted.query.trim().chars().take(80).collect::<String>()).filter(|query| !query.is_empty());
    let narrow = Narrow { query, public: true, ..Narrow::default() };
    let mut roster = Roster {
        organisations: page(app, PROFILES, &narrow, wanted.organisations, wanted.page).await?,
        people: page(app, PEOPLE, &narrow, wanted.people, wanted.page).await?,
        notices: notices(app).await?,
        changes: changes(app, &narrow).await?,
    };
    roster.changes.sort_by(|one, other| other.cmp(one));
    roster.changes.truncate(CHANGES);
    Ok(roster)
}

fn book<'a>(app: &'a App, register: &str) -> Result<&'a Book> {
    app.lists.registers().find(register).ok_or(Error::NotFound)
}

async fn page(app: &App, register: &str, narrow: &Narrow, after: &str, most: i64) -> Result<PublicPage> {
    let (reader, scope) = (app.store.read(), Scope::everything());
    let narrow = Narrow { states: shown(register).iter().map(|state| (*state).to_owned()).collect(), ..narrow.clone() };
    let after = after.split_once('.').and_then(|(id, title)| Some((title.to_owned(), id.parse().ok()?)));
    let mut rows = record::page(&reader, register, &scope, &narrow, after.as_ref(), most + 1).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|count| count > most);
    rows.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    let mut public = told(app, register, &rows).await?;
    match register {
        PEOPLE => with_postings(app, &rows, &mut public).await?,
        _ => with_ways(app, &rows, &mut public).await?,
    }
    let next = rows.last().filter(|_| more).map(|row| format!("{}.{}", row.record, row.title));
    Ok(PublicPage { count: record::count(&reader, register, &scope, &narrow).await?, rows: public, next })
}

/// The public fields of records, in words.
async fn told(app: &App, register: &str, rows: &[RecordRow]) -> Result<Vec<Public>> {
    let book = book(app, register)?;
    let names = Names::of(&app.as_system(), &book.register, rows).await?;
    let agreed: Vec<RecordId> = rows.iter().filter(|row| filled(row).flag(PHOTO_PUBLIC)).map(|row| row.record).collect();
    let photos = if register == PEOPLE { record::with_images(&app.store.read(), &agreed).await? } else { Vec::new() };
    let one = |row: &RecordRow| {
        let values = filled(row);
        let fields = book.register.fields.iter().filter(|field| field.public && !field.masked && field.audience.is_none());
        let told = fields.map(|field| (field.name.clone(), field.label.clone(), names.told(&app.lists, field, &values)));
        Public {
            record: row.record,
            title: row.title.clone(),
            values: told.filter(|(_, _, told)| !told.is_empty()).collect(),
            photo: photos.contains(&row.record),
        }
    };
    Ok(rows.iter().map(one).collect())
}

fn add(public: &mut Public, name: &str, told: Option<String>) {
    let told = told.filter(|told| !told.is_empty());
    public.values.extend(told.map(|told| (name.to_owned(), code(WORDS, &format!("public_{name}")).to_owned(), told)));
}

/// How an organisation is reached, as the directory says.
async fn with_ways(app: &App, rows: &[RecordRow], public: &mut [Public]) -> Result<()> {
    let ids: Vec<OrganisationId> = rows.iter().filter_map(|row| row.organisation).collect();
    let known = store::organisation::several(&app.store.read(), &ids).await?;
    let titles = honour::titles(app, &ids).await?;
    for (row, public) in rows.iter().zip(public) {
        let held = row.organisation.and_then(|id| titles.get(&id));
        public.values.extend(held.filter(|held| !held.is_empty()).map(|held| honour::public(held)));
        let Some(office) = known.iter().find(|office| Some(office.id) == row.organisation) else { continue };
        add(public, "address", office.address.clone());
        add(public, "phone", office.phone.clone());
        add(public, "hours", office.hours.clone());
    }
    Ok(())
}

/// Where else somebody serves today.
async fn with_postings(app: &App, rows: &[RecordRow], public: &mut [Public]) -> Result<()> {
    let (book, today) = (book(app, POSTINGS)?, app.clock.now().day());
    let ids: Vec<RecordId> = rows.iter().map(|row| row.record).collect();
    let postings = record::about_any(&app.store.read(), POSTINGS, &ids).await?;
    let words = Names::of(&app.as_system(), &book.register, &postings).await?;
    let mut serves: BTreeMap<RecordId, Vec<String>> = BTreeMap::new();
    for row in &postings {
        let values = filled(row);
        let holds = values.day("from").is_some_and(|from| from <= today) && values.day("until").is_none_or(|until| until >= today);
        let (Some(person), sort) = (row.about, values.text("sort")) else { continue };
        let Some(field) = book.register.field("sort").filter(|_| holds && ELSEWHERE.contains(&sort)) else { continue };
        let told =
            [("organisation", words.organisation(row.organisation).to_owned()), ("way", names::item(&app.lists, field, sort).to_owned())];
        serves.entry(person).or_default().push(phrase(WORDS, "public_posting", &told));
    }
    for one in public {
        add(one, "serves", serves.remove(&one.record).map(|all| all.join(code("format", "list"))));
    }
    Ok(())
}

/// The notices of recruitment whose last day is not over.
async fn notices(app: &App) -> Result<Vec<Public>> {
    let today = app.clock.now().day();
    let mut rows = record::page(&app.store.read(), NOTICES, &Scope::everything(), &Narrow::default(), None, SOME).await?;
    rows.retain(|row| filled(row).day("until").is_some_and(|until| until >= today));
    told(app, NOTICES, &rows).await
}

/// Who came and who left; why, and what was said of them, is nobody's business.
async fn changes(app: &App, narrow: &Narrow) -> Result<Vec<(Day, String)>> {
    let since = app.clock.now().day().plus(-RECENT);
    let narrow = Narrow { since: Some(Moment::at(since, 0, 0)), ..narrow.clone() };
    let mut changes = Vec::new();
    for register in [PROFILES, PEOPLE] {
        for row in record::page(&app.store.read(), register, &Scope::everything(), &narrow, None, SOME).await? {
            let told = match (shown(register).contains(&row.state.as_str()), row.version) {
                (true, 1) => "listed",
                (true, _) => "updated",
                (false, 1) => continue,
                (false, _) => "unlisted",
            };
            changes.push((row.since.day(), phrase(WORDS, told, &[("title", row.title.clone())])));
        }
    }
    Ok(changes)
}

/// The photo of a record: its last picture.
pub fn photo_of(row: &RecordRow, files: &[RecordFile]) -> Option<RecordFile> {
    files.iter().rev().find(|file| row.register == PEOPLE && file.content_type.starts_with("image/")).cloned()
}

/// The photo of somebody who serves and agreed that everybody sees it: what it is, and its bytes.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub async fn photo(app: &App, id: RecordId) -> Result<(RecordFile, Vec<u8>)> {
    let reader = app.store.read();
    let row = record::find(&reader, id).await?.ok_or(Error::NotFound)?;
    if row.register != PEOPLE || !shown(PEOPLE).contains(&row.state.as_str()) || !filled(&row).flag(PHOTO_PUBLIC) {
        return Err(Error::NotFound);
    }
    let file = photo_of(&row, &record::files(&reader, id).await?).ok_or(Error::NotFound)?;
    let bytes = record::bytes(&reader, id, file.id).await?.ok_or(Error::NotFound)?;
    Ok((file, bytes))
}
