//! One record: its values, its history, the steps that are open, and what other registers say about it.

use domain::access::Action;
use domain::case::Actor;
use domain::kernel::Moment;
use domain::kernel::id::{FileId, RecordId};
use domain::kernel::masked::mask;
use domain::organisation::register::{By, Filled, Register, State, Way};
use store::organisation::record;

use super::super::appraisal;
use super::super::training::takes_sign_in;
use super::given::enough;
use super::keep::changed;
use super::list::{PAGE, scope};
use super::right::Standing;
use super::{Book, Names, Narrow, RecordFile, RecordRow, book, facts, filled, keeper, sees, way};
use crate::audit::{Deed, Note, note};
use crate::{Ctx, Error, Result};

/// A field of a record with what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The name of the field.
    pub name: String,
    /// Its label.
    pub label: String,
    /// In words.
    pub told: String,
}

/// A version of a record.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its number.
    pub version: i64,
    /// From when.
    pub since: Moment,
    /// Who.
    pub who: String,
    /// The state it was in.
    pub state: String,
    /// Why.
    pub reason: Option<String>,
    /// What changed: label, before, after.
    pub changes: Vec<(String, String, String)>,
}

/// What another register says about the record.
#[derive(Clone, Debug)]
pub struct Related {
    /// The code of the register.
    pub code: String,
    /// The field that links to the record.
    pub link: String,
    /// The records.
    pub rows: Vec<RecordRow>,
    /// The names that they mention.
    pub names: Names,
    /// A new one may be entered.
    pub may_enter: bool,
}

/// A record as its page shows it.
#[derive(Clone, Debug)]
pub struct RecordView {
    /// The row.
    pub row: RecordRow,
    /// Its values.
    pub filled: Filled,
    /// Its values in words.
    pub values: Vec<Entered>,
    /// The names that it mentions.
    pub names: Names,
    /// Its versions, newest first.
    pub versions: Vec<Version>,
    /// Its files.
    pub files: Vec<RecordFile>,
    /// The states it can go on to.
    pub steps: Vec<State>,
    /// The states to which another person than this one must bring it, each with the code of the fault why.
    pub others: Vec<(State, &'static str)>,
    /// The states to which somebody else brings it than those whom this person is among.
    pub theirs: Vec<(State, By)>,
    /// The ways on that are open to this person.
    pub ways: Vec<Way>,
    /// May be changed by this person now.
    pub may_change: bool,
    /// The fields that this person leaves as they are.
    pub closed: Vec<String>,
    /// Points and grade of its score sheet.
    pub points: Option<(i64, String)>,
    /// As whom a masked value of somebody else is shown in clear.
    revealed: Option<Actor>,
    /// Course: whoever is there may sign in.
    pub takes_sign_in: bool,
    /// Review by a peer: this person is asked to look at the file.
    pub to_review: bool,
    /// What other registers say about it.
    pub related: Vec<Related>,
}

/// A record in reach; `at` asks how it stood then. Numbers of others that it shows in clear leave a line in the audit log.
///
/// # Errors
/// [`Error::NotFound`] when it is not there, was not there then, or is out of reach.
pub async fn show(cx: &Ctx, id: RecordId, at: Option<Moment>) -> Result<RecordView> {
    let view = view(cx, id, at).await?;
    if let Some(actor) = &view.revealed {
        let entry = Note::by(cx, actor, Deed::Reveal).on("record", id).with("register", view.row.register.as_str());
        cx.app.store.write::<_, Error, _>(move |tx| Box::pin(async move { note(tx, entry).await })).await?;
    }
    Ok(view)
}

async fn view(cx: &Ctx, id: RecordId, at: Option<Moment>) -> Result<RecordView> {
    let reader = cx.app.store.read();
    let current = record::find(&reader, id).await?.ok_or(Error::NotFound)?;
    let book = book(cx, &current.register)?;
    let people = record::people(&reader, id).await?;
    let there = facts(current.organisation, &current.division, people.clone());
    cx.may(Action::Deal(book.register.audience.deal()), &there)?;
    let row = match at {
        Some(at) => record::at(&reader, id, at).await?.ok_or(Error::NotFound)?,
        None => current,
    };
    let history = record::history(&reader, id).await?;
    let names = Names::of(cx, &book.register, &history).await?;
    let (keeps, own) = (keeper(cx, book, &there).ok(), people.contains(&cx.person.account));
    let clear = keeps.is_some() || own;
    let sees = sees(cx, &there);
    let hidden: Vec<&str> = book.register.fields.iter().filter(|field| field.masked).map(|field| field.name.as_str()).collect();
    let holds_hidden = history.iter().map(filled).any(|values| hidden.iter().any(|name| values.0.contains_key(*name)));
    let now = at.is_none();
    let standing = Standing::of(&reader, book, &row, &history).await?;
    let (mut steps, mut others, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for next in book.register.steps(&row.state).filter(|_| now) {
        let barred = standing.barred(cx, next).or_else(|| short_of(&book.register, next, &filled(&row)));
        match (standing.mover(cx, next), barred, &next.by) {
            (Ok(_), None, _) => steps.push(next.clone()),
            (Ok(_), Some(why), _) => others.push((next.clone(), why)),
            (Err(_), _, Some(by)) => theirs.push((next.clone(), by.clone())),
            (Err(_), ..) => {}
        }
    }
    let values = filled(&row);
    Ok(RecordView {
        values: told(cx, book, &names, &values, (clear, sees)),
        versions: versions(cx, book, &names, &history, (clear, sees)),
        files: record::files(&reader, id).await?,
        revealed: keeps.clone().filter(|_| holds_hidden && !own),
        steps,
        others,
        theirs,
        ways: if now { way::open(cx, &reader, &row).await? } else { Vec::new() },
        may_change: now && standing.changer(cx, &row.state, &[&values]).is_ok() && book.register.is_open(&row.state),
        closed: standing.hidden(cx).into_iter().map(str::to_owned).collect(),
        points: book.register.points(&values).map(|(points, grade)| (points, grade.to_owned())),
        takes_sign_in: now && takes_sign_in(&row),
        to_review: now && appraisal::is_asked(cx, &row),
        related: related(cx, book, &row).await?,
        filled: values,
        names,
        row,
    })
}

/// Values in words: in clear or masked, with or without what fewer people see.
fn told(cx: &Ctx, book: &Book, names: &Names, values: &Filled, (clear, sees): (bool, bool)) -> Vec<Entered> {
    let value = |field: &domain::organisation::register::Field| {
        let told = names.told(&cx.app.lists, field, values);
        let told = if field.masked && !clear { mask(&told) } else { told };
        Entered { name: field.name.clone(), label: field.label.clone(), told }
    };
    book.register.fields.iter().filter(|field| sees || field.audience.is_none()).map(value).collect()
}

fn versions(cx: &Ctx, book: &Book, names: &Names, history: &[RecordRow], (clear, sees): (bool, bool)) -> Vec<Version> {
    let mut versions = Vec::new();
    for (at, row) in history.iter().enumerate() {
        let before = history.get(at + 1).map(filled).unwrap_or_default();
        let after = filled(row);
        let mut fields = if row.version == 1 { Vec::new() } else { changed(&book.register, &before, &after) };
        fields.retain(|name| sees || book.register.field(name).is_none_or(|field| field.audience.is_none()));
        let word = |name: &str, values: &Filled| {
            let told = told(cx, book, names, values, (clear, sees));
            told.into_iter().find(|one| one.name == name).map(|one| one.told).unwrap_or_default()
        };
        let label = |name: &str| book.register.field(name).map(|field| field.label.clone()).unwrap_or_default();
        versions.push(Version {
            version: row.version,
            since: row.since,
            who: names.account(row.account).to_owned(),
            state: row.state.clone(),
            // Where something is for fewer people, so is why it was done.
            reason: row.reason.clone().filter(|_| sees || book.register.fields.iter().all(|field| field.audience.is_none())),
            changes: fields.iter().map(|name| (label(name), word(name, &before), word(name, &after))).collect(),
        });
    }
    versions
}

async fn related(cx: &Ctx, book: &Book, row: &RecordRow) -> Result<Vec<Related>> {
    let reader = cx.app.store.read();
    let mut all = Vec::new();
    for (other, link) in cx.app.lists.registers().linking(&book.register.code) {
        let Ok(scope) = scope(cx, other) else { continue };
        let narrow = if other.register.about.as_deref() == Some(link) {
            Narrow { about: Some(row.record), ..Narrow::default() }
        } else {
            Narrow { marks: vec![(link.to_owned(), row.record.to_string())], ..Narrow::default() }
        };
        let rows = record::page(&reader, &other.register.code, &scope, &narrow, None, PAGE).await?;
        let there = facts(row.organisation, &row.division, Vec::new());
        all.push(Related {
            code: other.register.code.clone(),
            link: link.to_owned(),
            may_enter: keeper(cx, other, &there).is_ok()
                && other.register.is_by_hand()
                && other.register.field(link).is_none_or(|field| !field.given),
            names: Names::of(cx, &other.register, &rows).await?,
            rows,
        });
    }
    Ok(all)
}

/// Why nobody takes a step yet: it wants more points.
fn short_of(register: &Register, next: &State, values: &Filled) -> Option<&'static str> {
    enough(register, next, values).is_err().then_some("record_points")
}

/// A file of a record in reach: name, what it is, bytes.
///
/// # Errors
/// [`Error::NotFound`] when it is not there or out of reach.
pub async fn file(cx: &Ctx, id: RecordId, file: FileId) -> Result<(RecordFile, Vec<u8>)> {
    let view = view(cx, id, None).await?;
    let found = view.files.into_iter().find(|one| one.id == file).ok_or(Error::NotFound)?;
    let bytes = record::bytes(&cx.app.store.read(), id, file).await?.ok_or(Error::NotFound)?;
    Ok((found, bytes))
}
