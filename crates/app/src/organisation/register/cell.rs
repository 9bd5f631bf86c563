//! A row of a table as the form would have it: days as people write them, codes by their words, organisations, people and records by their
//! names, masked numbers as what is known.
//!
//! A name may be borne by several, and a masked number may hide several: then a row has more than one reading, and the one that meets a
//! record is taken.

use std::collections::{BTreeMap, BTreeSet};

use domain::kernel::form::Path;
use domain::kernel::id::AccountId;
use domain::kernel::masked::mask;
use domain::kernel::width::{folded, narrow};
use domain::kernel::{Day, Fault, Faults};
use domain::organisation::register::{Field, FieldKind, Filled};
use serde_json::{Map, Value};

use super::super::brought::{flag, known_words, meant};
use super::list::all;
use super::sheet::MOST_ROWS;
use super::{Book, Narrow};
use crate::Ctx;

/// The number that spreadsheets give to 1 January 2000.
const EXCEL_2000: i64 = 36_526;
/// Most readings of a row that are tried.
const READINGS: usize = 24;
/// Stands in a masked number.
const STAR: char = '*';

/// What stands under a name.
type Named = BTreeMap<String, Vec<String>>;

/// What the rows of a table may name.
pub(super) struct Cells<'a> {
    cx: &'a Ctx,
    book: &'a Book,
    organisations: Named,
    accounts: Named,
    /// By the code of the book.
    records: BTreeMap<String, Named>,
    /// The values behind a masked one, by its field.
    hidden: BTreeMap<(String, String), BTreeSet<String>>,
}

impl<'a> Cells<'a> {
    /// For a book with the records that it has.
    pub(super) async fn of(cx: &'a Ctx, book: &'a Book, present: impl Iterator<Item = &Filled>) -> crate::Result<Self> {
        let mut cells =
            Self { cx, book, organisations: Named::new(), accounts: Named::new(), records: BTreeMap::new(), hidden: BTreeMap::new() };
        let fields = &book.register.fields;
        let reader = cx.app.store.read();
        if fields.iter().any(|field| field.kind == FieldKind::Organisation) {
            let filter = store::organisation::Filter { closed_too: true, ..Default::default() };
            for row in store::organisation::list(&reader, &filter, None, 20_000).await? {
                add(&mut cells.organisations, &row.name, row.id);
                if let Some(short) = row.short_name.filter(|short| *short != row.name) {
                    add(&mut cells.organisations, &short, row.id);
                }
            }
        }
        let mut people: BTreeSet<AccountId> = BTreeSet::new();
        for filled in present {
            for field in fields {
                match field.kind {
                    FieldKind::Account => people.extend(filled.text(&field.name).parse::<AccountId>()),
                    _ if field.masked => {
                        let value = filled.text(&field.name).to_owned();
                        cells.hidden.entry((field.name.clone(), mask(&value))).or_default().insert(value);
                    }
                    _ => {}
                }
            }
        }
        if fields.iter().any(|field| field.kind == FieldKind::Account) {
            let filter = store::organisation::mediator::Filter { inactive_too: true, ..Default::default() };
            let rows = store::organisation::mediator::list(&reader, &filter, None, 20_000).await?;
            people.extend(rows.into_iter().map(|row| row.account));
            let people: Vec<AccountId> = people.into_iter().collect();
            for (id, name) in store::access::account::names(&reader, &people).await? {
                add(&mut cells.accounts, &name, id);
            }
        }
        for field in fields {
            if let FieldKind::Record(code) = &field.kind
                && !cells.records.contains_key(code)
            {
                let mut named = Named::new();
                for row in all(cx, code, &Narrow::default(), MOST_ROWS).await? {
                    add(&mut named, &row.title, row.record);
                }
                cells.records.insert(code.clone(), named);
            }
        }
        Ok(cells)
    }

    /// Every reading of a row, at least one.
    ///
    /// # Errors
    /// A fault at a masked number behind which nothing is known.
    pub(super) fn readings<'b>(&self, said: impl Iterator<Item = (&'b str, &'b str)>) -> Result<Vec<Map<String, Value>>, Faults> {
        let mut readings = vec![Map::new()];
        let mut faults = Faults::default();
        for (name, text) in said {
            let Some(field) = self.book.register.field(name) else { continue };
            let values = self.values(field, text);
            if values.is_empty() {
                faults.note::<()>(&Path::root().child(name), Fault::Wrong("masked_cell"));
            }
            let more = readings.iter().flat_map(|reading| {
                values.iter().map(|value| {
                    let mut reading = reading.clone();
                    reading.insert(field.name.clone(), value.clone());
                    reading
                })
            });
            let more: Vec<_> = more.take(READINGS).collect();
            readings = more;
        }
        if faults.0.is_empty() { Ok(readings) } else { Err(faults) }
    }

    /// What a cell may mean; nothing for a masked number that hides nothing known.
    fn values(&self, field: &Field, text: &str) -> Vec<Value> {
        let half = narrow(text);
        if field.masked && half.contains(STAR) {
            let hidden = self.hidden.get(&(field.name.clone(), half));
            return hidden.into_iter().flatten().map(|value| Value::from(value.as_str())).collect();
        }
        let named = |named: Option<&Named>| match named.and_then(|named| named.get(&folded(text))) {
            Some(ids) => ids.iter().map(|id| Value::from(id.as_str())).collect(),
            None => vec![Value::from(text)],
        };
        let one = match &field.kind {
            FieldKind::Organisation => return named(Some(&self.organisations)),
            FieldKind::Account => return named(Some(&self.accounts)),
            FieldKind::Record(code) => return named(self.records.get(code)),
            FieldKind::Day => day(&half).map_or_else(|| Value::from(half.as_str()), |day| Value::from(day.to_string())),
            FieldKind::One => Value::from(meant(&self.words(field), text)),
            FieldKind::Several => known_words(&self.words(field), text).into_iter().map(Value::from).collect(),
            FieldKind::Flag => flag(&half).map_or_else(|| Value::from(half.as_str()), Value::Bool),
            FieldKind::Phone | FieldKind::ResidentId | FieldKind::Uscc => {
                let bare: String = half.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\'')).collect();
                Value::from(bare.to_uppercase())
            }
            FieldKind::Number(..) | FieldKind::Money => Value::from(half.trim_end_matches(".0").replace(',', "")),
            // A text stays as it was written, signs of full width and all.
            FieldKind::Line(_) | FieldKind::Prose(_) => Value::from(text),
        };
        vec![one]
    }

    /// The codes of a field with their words.
    fn words(&self, field: &Field) -> Vec<(String, String)> {
        let own = field.items.iter().map(|item| (item.code.clone(), item.name.clone()));
        let listed = self.cx.app.lists.entries(field.list.as_deref().unwrap_or(""));
        own.chain(listed.iter().map(|entry| (entry.code.clone(), entry.name.clone()))).collect()
    }
}

fn add(named: &mut Named, name: &str, id: impl ToString) {
    named.entry(folded(name)).or_default().push(id.to_string());
}

/// A day as people write it: 2026-3-5, 2026/3/5, 2026.3.5, 20260305, 2026年3月5日, or a spreadsheet's number of days.
fn day(text: &str) -> Option<Day> {
    let text = text.split(' ').next().unwrap_or(text);
    let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match digits.as_slice() {
        [year, month, day] => Day::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok(),
        [whole] if whole.len() == 8 => {
            Day::of(whole.get(..4)?.parse().ok()?, whole.get(4..6)?.parse().ok()?, whole.get(6..)?.parse().ok()?).ok()
        }
        [serial] | [serial, "0"] if serial.len() == 5 => {
            Day::of(2000, 1, 1).ok().map(|day| day.plus(serial.parse().unwrap_or(EXCEL_2000) - EXCEL_2000))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in ["2026-3-5", "2026/03/05", "2026.3.5", "20260305", "2026年3月5日", "2026-03-05 00:00:00", "46086"] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2026-03-05"), "{text}");
        }
        for text in ["", "三月", "2026-13-05", "12345678901"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
