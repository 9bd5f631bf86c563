//! Tables of the directory, out as XLSX and in from what people bring ([`super::brought`]): organisations, mediators, rooms. A row that is known
//! already is laid over what is known, so what the table does not say stays, and the same table a second time changes nothing.

mod mediators;
mod organisations;
mod rooms;

use std::collections::BTreeMap;

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::form::Path;
use domain::kernel::id::RecordId;
use domain::kernel::{Fault, Faults, Form};
use serde_json::{Map, Value};
use store::Tx;

pub use self::mediators::{Mediators, export as export_mediators};
pub use self::organisations::{Organisations, export as export_organisations};
pub use self::rooms::{Rooms, export as export_rooms};
use super::brought::{self, Column, Mapped, Problem, Report};
use crate::audit::{Deed, Note, note};
use crate::document::model::{Cell, ColumnKind, Sheet, SheetColumn};
use crate::text::{also, code, fault, field};
use crate::{Ctx, Error};

/// Most rows of a table that goes in or out.
pub const MOST_ROWS: i64 = 20_000;

/// What a row says: the columns that are not empty, with their texts.
pub type Said<'a> = BTreeMap<&'a str, &'a str>;

/// A column of a table of the directory.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// The name of the field.
    pub(super) name: &'static str,
    required: bool,
    masked: bool,
}

impl Head {
    const fn of(name: &'static str) -> Self {
        Self { name, required: false, masked: false }
    }

    const fn required(name: &'static str) -> Self {
        Self { required: true, ..Self::of(name) }
    }
}

/// What is known already about what a row is about.
#[derive(Clone, Debug)]
pub struct Known {
    version: i64,
    /// As its form would be sent.
    tree: Map<String, Value>,
}

/// A table of the directory: how its rows are recognised, read and written.
pub trait Table: Sized + Send + Sync {
    /// Its words in the group `nav`; a table that was brought is kept under this name until it is imported.
    const NAME: &'static str;
    /// The form whose labels are the heads.
    const FORM: &'static str;
    /// Its columns, in order.
    const HEADS: &'static [Head];
    /// The columns of a list of a past day.
    const SHOWN: &'static [&'static str];
    /// By what a row is recognised.
    type Key: Clone + Ord + Send + Sync;
    /// What a row is read into.
    type Form: Form + PartialEq + Send + Sync;

    /// Reads what is known, as far as whoever asks may change it.
    fn open(cx: &Ctx) -> impl Future<Output = crate::Result<Self>> + Send;

    /// What a row is about.
    ///
    /// # Errors
    /// Faults at the columns that do not say it.
    fn key(&self, said: &Said<'_>) -> Result<Self::Key, Faults>;

    /// What is known already.
    fn known(&self, key: &Self::Key) -> Option<&Known>;

    /// What a new one has when the table says nothing of it.
    fn fresh(&self, key: &Self::Key) -> Map<String, Value>;

    /// A cell as the form would be sent; nothing for a column that only tells which row it is.
    fn typed(&self, key: &Self::Key, name: &str, text: &str) -> Option<Value>;

    /// Reads a row.
    ///
    /// # Errors
    /// Faults at the fields that are wrong or out of reach.
    fn read(&self, cx: &Ctx, tree: &Value) -> Result<Self::Form, Faults>;

    /// Adds it, or changes the version that is known.
    fn write(&self, cx: &Ctx, key: &Self::Key, version: Option<i64>, form: Self::Form) -> impl Future<Output = crate::Result<()>> + Send;
}

/// A row that is good.
struct Good<T: Table> {
    row: usize,
    key: T::Key,
    version: Option<i64>,
    form: T::Form,
}

/// The columns of a list of a past day with their labels.
pub fn shown<T: Table>() -> impl Iterator<Item = (&'static str, &'static str)> {
    T::SHOWN.iter().map(|name| (*name, field(T::FORM, name)))
}

/// An empty table with the heads that an import understands.
///
/// # Errors
/// [`Error::NotFound`] for who keeps no directory; [`Error::Press`] when the file can't be made.
pub fn blank<T: Table>(cx: &Ctx) -> crate::Result<Vec<u8>> {
    cx.may_somewhere(Action::Deal(Deal::KeepDirectory))?;
    Ok(cx.app.press.xlsx(&sheet::<T>(Vec::new()))?)
}

fn sheet<T: Table>(rows: Vec<Vec<Cell>>) -> Sheet {
    let columns = T::HEADS.iter().map(|head| SheetColumn { title: label::<T>(head), width: 18, kind: ColumnKind::Text });
    let name = code("nav", T::NAME).to_owned();
    Sheet { title: name.clone(), name, columns: columns.collect(), rows }
}

fn label<T: Table>(head: &Head) -> String {
    field(T::FORM, head.name).to_owned()
}

/// Rows as XLSX, `cell` telling each; the audit log says that they went out.
pub(super) async fn handed<T: Table, R: Sync>(cx: &Ctx, rows: &[R], cell: impl Fn(&R, &str) -> Cell) -> crate::Result<Vec<u8>> {
    let actor = cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let entry = Note::by(cx, &actor, Deed::RecordsExported).on("register", T::NAME).with("rows", rows.len());
    let lines = rows.iter().map(|row| T::HEADS.iter().map(|head| cell(row, head.name)).collect()).collect();
    let file = cx.app.press.xlsx(&sheet::<T>(lines))?;
    cx.app.store.write::<_, Error, _>(move |tx: &Tx| Box::pin(async move { note(tx, entry).await })).await?;
    Ok(file)
}

/// Yes or no in a cell.
fn yes_no(flag: bool) -> Cell {
    Cell::Text(code("yes_no", if flag { "yes" } else { "no" }).to_owned())
}

/// A text in a cell, or an empty one.
pub(super) fn text(text: Option<&str>) -> Cell {
    text.filter(|text| !text.is_empty()).map_or(Cell::Empty, |text| Cell::Text(text.to_owned()))
}

/// One fault at a column.
fn fault_at(name: &str, wrong: Fault) -> Faults {
    Faults(vec![(Path::root().child(name), wrong)])
}

/// Yes or no as the form would be sent; other words stay, and are a fault.
fn flag(text: &str) -> Value {
    brought::flag(text).map_or_else(|| Value::from(text), Value::Bool)
}

/// Reads a table that somebody brought and keeps it until it is imported.
///
/// # Errors
/// A fault at `upload` when it is no table; [`Error::NotFound`] for who keeps no directory.
pub async fn bring<T: Table>(cx: &Ctx, file: &[u8]) -> crate::Result<RecordId> {
    cx.may_somewhere(Action::Deal(Deal::KeepDirectory))?;
    brought::bring(cx, T::NAME, file, usize::try_from(MOST_ROWS).unwrap_or(usize::MAX)).await
}

/// The table that was brought, its columns taken for `chosen` where something is chosen, otherwise for what their heads say.
///
/// # Errors
/// [`Error::NotFound`] when it is not there any more, or somebody else's.
pub async fn mapped<T: Table>(cx: &Ctx, id: RecordId, chosen: &BTreeMap<usize, String>) -> crate::Result<Mapped> {
    let column = |head: &Head| Column {
        name: head.name.to_owned(),
        label: label::<T>(head),
        also: also(T::FORM, head.name),
        required: head.required,
        masked: head.masked,
        choices: Vec::new(),
    };
    Ok(Mapped::new(T::HEADS.iter().map(column).collect(), brought::grid(cx, T::NAME, id).await?, chosen))
}

/// Checks every row, and says what an import would do.
///
/// # Errors
/// [`Error::NotFound`] for who keeps no directory.
pub async fn check<T: Table>(cx: &Ctx, mapped: &Mapped) -> crate::Result<Report> {
    cx.may_somewhere(Action::Deal(Deal::KeepDirectory))?;
    Ok(checked(cx, &T::open(cx).await?, mapped).0)
}

/// Adds and changes what the good rows say; gives what was done, with the rows that the rules of access refused.
///
/// # Errors
/// As [`check`]; when the store can't be written.
pub async fn import<T: Table>(cx: &Ctx, mapped: &Mapped) -> crate::Result<Report> {
    let actor = cx.may_somewhere(Action::Deal(Deal::KeepDirectory))?;
    let table = T::open(cx).await?;
    let (mut report, good) = checked(cx, &table, mapped);
    for Good { row, key, version, form } in good {
        let told = match table.write(cx, &key, version, form).await {
            Ok(()) => continue,
            Err(Error::Faults(faults)) => faults.0.first().map(|(_, wrong)| fault(wrong)).unwrap_or_default(),
            Err(Error::NotFound) => fault(&Fault::Wrong("out_of_reach")),
            Err(other) => return Err(other),
        };
        report.taken_back(version.is_none(), Problem::of_row(row, told));
    }
    let entry = Note::by(cx, &actor, Deed::RecordsImported).on("register", T::NAME);
    let entry = entry.with("new", report.new).with("changed", report.changed);
    cx.app.store.write::<_, Error, _>(move |tx: &Tx| Box::pin(async move { note(tx, entry).await })).await?;
    Ok(report)
}

fn checked<T: Table>(cx: &Ctx, table: &T, mapped: &Mapped) -> (Report, Vec<Good<T>>) {
    let (mut report, mut good, mut seen) = (Report::default(), Vec::new(), BTreeMap::new());
    for (row, cells) in mapped.rows() {
        let said: Said<'_> = mapped.filled(cells).collect();
        if said.is_empty() {
            report.blank += 1;
            continue;
        }
        let read = table.key(&said).and_then(|key| {
            let known = table.known(&key);
            let mut tree = known.map_or_else(|| table.fresh(&key), |known| known.tree.clone());
            tree.extend(said.iter().filter_map(|(name, text)| Some(((*name).to_owned(), table.typed(&key, name, text)?))));
            let form = table.read(cx, &Value::Object(tree))?;
            // What is known may break a rule that came later; then it has changed.
            let same = known.is_some_and(|known| table.read(cx, &Value::Object(known.tree.clone())).is_ok_and(|before| before == form));
            Ok((key.clone(), known.map(|known| known.version), form, same))
        });
        let (key, version, form, same) = match read {
            Ok(read) => read,
            Err(faults) => {
                report.refused(mapped.problems(row, cells, &faults));
                continue;
            }
        };
        if let Some(first) = seen.insert(key.clone(), row) {
            report.refused([Problem::double(row, first)]);
            continue;
        }
        match (same, version) {
            (true, _) => report.same += 1,
            (false, Some(_)) => report.changed += 1,
            (false, None) => report.new += 1,
        }
        if !same {
            good.push(Good { row, key, version, form });
        }
    }
    (report, good)
}
