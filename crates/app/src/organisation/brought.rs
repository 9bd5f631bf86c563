//! Tables that people bring: kept until they are imported, their columns taken for fields, and what each row would do.
//!
//! What is brought is untidy: heads over two rows and below a title, full-width digits, the same row twice. Each problem is told with its row
//! and column. What the rows mean is said by who imports them: a register ([`super::register::sheet`]) or the directory ([`super::table`]).

use std::collections::BTreeMap;

use domain::kernel::id::RecordId;
use domain::kernel::masked::mask;
use domain::kernel::width::{folded, narrow};
use domain::kernel::{Fault, Faults};
use store::Tx;
use store::organisation::record::{self, Brought};

use crate::table::{self, Grid};
use crate::text::{code, fault, phrase};
use crate::{App, Ctx, Error, Result};

/// Before this row the heads must stand.
const HEADS_BEFORE: usize = 6;
/// Minutes after which a table that was brought is forgotten.
const DAY: i64 = 24 * 60;

/// What a column of a table may be taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name of the field.
    pub name: String,
    /// Its label, which is its head.
    pub label: String,
    /// Other heads under which it comes.
    pub also: Vec<String>,
    /// No row is good without it.
    pub required: bool,
    /// Shown masked.
    pub masked: bool,
    /// The words that may stand there, where they are few.
    pub choices: Vec<String>,
}

/// What is wrong with a cell, or with a whole row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The row in the table, from 1.
    pub row: usize,
    /// The letters of its column, as a spreadsheet program shows them; empty for the whole row.
    pub column: String,
    /// The label of the field.
    pub label: String,
    /// What stands there.
    pub text: String,
    /// What is wrong, in words.
    pub told: String,
}

/// What an import would do, or did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// New records.
    pub new: usize,
    /// Records that change.
    pub changed: usize,
    /// Records that are so already.
    pub same: usize,
    /// Rows with a problem, which stay out.
    pub wrong: usize,
    /// Rows with nothing in them.
    pub blank: usize,
    /// What is wrong, row by row.
    pub problems: Vec<Problem>,
}

impl Problem {
    /// A whole row is wrong.
    pub(super) const fn of_row(row: usize, told: String) -> Self {
        Self { row, column: String::new(), label: String::new(), text: String::new(), told }
    }

    /// A row says the same as an earlier one.
    pub(super) fn double(row: usize, first: usize) -> Self {
        Self::of_row(row, phrase("register_sheet", "double", &[("row", first.to_string())]))
    }
}

impl Report {
    /// A row stays out.
    pub(super) fn refused(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.wrong += 1;
        self.problems.extend(problems);
    }

    /// A row that was counted as new or changed was refused after all.
    pub(super) fn taken_back(&mut self, new: bool, problem: Problem) {
        let counted = if new { &mut self.new } else { &mut self.changed };
        *counted -= 1;
        self.refused([problem]);
    }
}

/// A table with what its columns are taken for.
#[derive(Clone, Debug)]
pub struct Mapped {
    /// What columns may be taken for.
    pub columns: Vec<Column>,
    /// The texts, heads and what stands above them included.
    pub grid: Grid,
    /// The last row of the heads, from 0.
    pub heads: usize,
    /// The words at the head of each column.
    pub titles: Vec<String>,
    /// The field that each column is taken for.
    pub fields: Vec<Option<String>>,
}

impl Mapped {
    /// The columns taken for `chosen` where something is chosen, otherwise for what their heads say.
    pub(super) fn new(columns: Vec<Column>, grid: Grid, chosen: &BTreeMap<usize, String>) -> Self {
        let width = grid.iter().map(Vec::len).max().unwrap_or(0);
        let means = |head: &str| {
            let head = bare(head);
            let fits =
                |field: &&Column| head == bare(&field.label) || head == field.name || field.also.iter().any(|also| bare(also) == head);
            columns.iter().find(fits).map(|field| field.name.clone()).filter(|_| !head.is_empty())
        };
        let at = |row: usize, column: usize| grid.get(row).and_then(|row| row.get(column)).map_or("", String::as_str);
        // Heads over two rows: a merged cell leaves its text in one of them.
        let guess = |heads: usize| -> Vec<Option<String>> {
            let one = |column: usize| means(at(heads, column)).or_else(|| heads.checked_sub(1).and_then(|above| means(at(above, column))));
            let mut seen: Vec<String> = Vec::new();
            (0..width)
                .map(one)
                .map(|name| {
                    let name = name.filter(|name| !seen.contains(name));
                    seen.extend(name.clone());
                    name
                })
                .collect()
        };
        let known = |heads: &usize| guess(*heads).iter().flatten().count();
        let most = (0..grid.len().min(HEADS_BEFORE)).map(|heads| (known(&heads), heads)).max_by_key(|(count, heads)| (*count, *heads));
        // Of rows that are understood alike the first one is the head, unless its second row is needed.
        let heads = (0..grid.len().min(HEADS_BEFORE)).find(|heads| Some(known(heads)) == most.map(|(count, _)| count)).unwrap_or(0);
        let mut fields = guess(heads);
        for column in 0..width {
            let alike = nearest(&columns, &fields, &bare(at(heads, column)));
            if let Some(field @ None) = fields.get_mut(column) {
                *field = alike;
            }
        }
        for (column, name) in chosen {
            let name = Some(name.clone()).filter(|name| columns.iter().any(|column| column.name == *name));
            if let Some(field) = fields.get_mut(*column) {
                *field = name;
            }
        }
        let titles = (0..width).map(|column| {
            let (own, above) = (at(heads, column), heads.checked_sub(1).map_or("", |above| at(above, column)));
            if own.is_empty() { above.to_owned() } else { own.to_owned() }
        });
        Self { titles: titles.collect(), columns, grid, heads, fields }
    }

    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The rows below the heads with their numbers, from 1.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, &Vec<String>)> {
        (1..).zip(&self.grid).skip(self.heads + 1)
    }

    /// What a row says: the fields that are not empty, with their texts.
    pub(super) fn filled<'a>(&'a self, cells: &'a [String]) -> impl Iterator<Item = (&'a str, &'a str)> {
        let pairs = self.fields.iter().zip(cells).filter_map(|(name, text)| Some((name.as_deref()?, text.trim())));
        pairs.filter(|(_, text)| !text.is_empty())
    }

    /// What is wrong with a row, field by field.
    pub(super) fn problems<'a>(&'a self, row: usize, cells: &'a [String], faults: &'a Faults) -> impl Iterator<Item = Problem> + 'a {
        faults.0.iter().map(move |(path, wrong)| {
            let name = path.as_str().split('.').next().unwrap_or_default();
            let place = self.fields.iter().position(|field| field.as_deref() == Some(name));
            let column = self.column(name);
            let text = place.and_then(|place| cells.get(place)).cloned().unwrap_or_default();
            Problem {
                row,
                column: place.map(letters).unwrap_or_default(),
                label: column.map(|column| column.label.clone()).unwrap_or_default(),
                text: if column.is_some_and(|column| column.masked) { mask(&text) } else { text },
                told: told(wrong, column),
            }
        })
    }
}

/// Most choices that a sentence names.
const NAMED: usize = 16;

/// What is wrong, with the words that may stand there.
fn told(wrong: &Fault, column: Option<&Column>) -> String {
    let choices = column.map(|column| column.choices.as_slice()).unwrap_or_default();
    if *wrong != Fault::UnknownChoice || choices.is_empty() || choices.len() > NAMED {
        return fault(wrong);
    }
    phrase("register_sheet", "may_be", &[("told", fault(wrong)), ("choices", choices.join(code("format", "list")))])
}

/// Reads a table and keeps it until it is imported, a day at most; `code` says for what it is.
///
/// # Errors
/// A fault at `upload` when it is no table.
pub(super) async fn bring(cx: &Ctx, code: &str, file: &[u8], most_rows: usize) -> Result<RecordId> {
    let grid = table::read(&cx.app, file, most_rows + HEADS_BEFORE, "upload")?;
    let text = serde_json::to_string(&grid).map_err(|error| Error::Corrupt(error.to_string()))?;
    let one = Brought { id: cx.app.dice.id(), account: cx.person.account, register: code.to_owned(), grid: text, stored_at: cx.now };
    let id = RecordId(one.id);
    let work = async move |tx: &Tx| -> Result<()> { Ok(record::bring(tx, &one).await?) };
    cx.app.store.write(move |tx| Box::pin(async move { work(tx).await })).await?;
    Ok(id)
}

/// The texts of a table that whoever asks has brought for this.
///
/// # Errors
/// [`Error::NotFound`] when it is not there any more, or somebody else's.
pub(super) async fn grid(cx: &Ctx, code: &str, id: RecordId) -> Result<Grid> {
    let found = record::brought(&cx.app.store.read(), id.0, cx.person.account).await?.filter(|one| one.register == code);
    serde_json::from_str(&found.ok_or(Error::NotFound)?.grid).map_err(|error| Error::Corrupt(error.to_string()))
}

/// Forgets tables that were brought more than a day ago: they hold numbers and addresses in clear. Gives how many.
///
/// # Errors
/// When the store can't be written.
pub(crate) async fn forget(app: &App) -> Result<usize> {
    let before = app.clock.now().plus_minutes(-DAY);
    let forgotten =
        app.store.write::<_, Error, _>(move |tx| Box::pin(async move { Ok(record::forget_brought(tx, before).await?) })).await?;
    Ok(usize::try_from(forgotten).unwrap_or(usize::MAX))
}

/// A head as it is compared: no blanks, no stars, no brackets with remarks.
pub(super) fn bare(text: &str) -> String {
    let text = narrow(text);
    let cut = text.find(['(', '（']).and_then(|at| text.get(..at)).filter(|head| !head.trim().is_empty()).unwrap_or(&text);
    cut.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | '＊' | ':' | '：')).collect()
}

/// What stands between the words of a cell that names several things.
const BETWEEN: [char; 7] = ['、', ',', '，', ';', '；', '/', '\n'];

/// The words of a cell that names several things.
pub(super) fn several(text: &str) -> impl Iterator<Item = &str> {
    text.split(BETWEEN).map(str::trim).filter(|word| !word.is_empty())
}

/// The code that a word means: by its whole name first, then through what dresses it; the word itself when it means none.
pub(super) fn meant(all: &[(String, String)], word: &str) -> String {
    let word = word.trim();
    let exact = all.iter().find(|(code, name)| code == word || name == word);
    let found = exact.or_else(|| all.iter().find(|(_, name)| folded(name) == folded(word)));
    let found = found.or_else(|| all.iter().find(|(_, name)| bare(name) == bare(word)));
    found.map_or(word, |(code, _)| code.as_str()).to_owned()
}

/// The codes that a cell names one after the other. A name may hold what stands between two names (`农、林、牧、渔业`), so the longest one that
/// begins here is taken.
pub(super) fn known_words(all: &[(String, String)], text: &str) -> Vec<String> {
    let pieces: Vec<&str> = text.split_inclusive(BETWEEN).collect();
    let (mut codes, mut rest) = (Vec::new(), pieces.as_slice());
    while let [first, after @ ..] = rest {
        let longest = (2..=rest.len()).rev().find_map(|count| {
            let (name, after) = rest.split_at_checked(count)?;
            let name = folded(name.concat().trim_end_matches(BETWEEN));
            all.iter().find(|(_, known)| folded(known) == name).map(|(code, _)| (code.clone(), after))
        });
        let word = first.trim_end_matches(BETWEEN).trim();
        let (code, after) = longest.unwrap_or_else(|| (meant(all, word), after));
        codes.extend(Some(code).filter(|code| !code.is_empty()));
        rest = after;
    }
    codes
}

/// Yes or no, as people mark it; nothing for other words.
pub(super) fn flag(text: &str) -> Option<bool> {
    match text.trim() {
        "√" | "Y" | "y" => Some(true),
        "×" | "N" | "n" => Some(false),
        word if word == code("yes_no", "yes") => Some(true),
        word if word == code("yes_no", "no") => Some(false),
        _ => None,
    }
}

/// The field that nothing is taken for yet and whose label ends a head, the longest one: `单位全称` for `全称`.
fn nearest(columns: &[Column], taken: &[Option<String>], head: &str) -> Option<String> {
    let free = columns.iter().filter(|column| !taken.iter().flatten().any(|name| *name == column.name));
    let labels = free.clone().flat_map(|column| std::iter::once(&column.label).chain(&column.also).map(move |label| (bare(label), column)));
    let alike = labels.filter(|(label, _)| label.chars().count() > 1 && head.ends_with(label.as_str()));
    if let Some((_, column)) = alike.max_by_key(|(label, _)| label.chars().count()) {
        return Some(column.name.clone());
    }
    // A short head for a long label, `组织` for `所在组织`, when only one is meant.
    let mut longer = free.filter(|column| head.chars().count() > 1 && bare(&column.label).ends_with(head));
    match (longer.next(), longer.next()) {
        (Some(column), None) => Some(column.name.clone()),
        _ => None,
    }
}

/// The letters of a column: A, B, … Z, AA.
fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = String::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::{Column, bare, known_words, letters, nearest};

    #[test]
    fn a_head_that_ends_in_a_label_is_taken_for_it_unless_another_column_has_it() {
        let column = |name: &str, label: &str| Column {
            name: name.to_owned(),
            label: label.to_owned(),
            also: Vec::new(),
            required: false,
            masked: false,
            choices: Vec::new(),
        };
        let columns = [column("name", "全称"), column("phone", "电话"), column("duty_phone", "值班电话"), column("office", "所在组织")];
        assert_eq!(nearest(&columns, &[], "单位全称").as_deref(), Some("name"));
        assert_eq!(nearest(&columns, &[], "中心值班电话").as_deref(), Some("duty_phone"), "the longest");
        assert_eq!(nearest(&columns, &[Some("name".to_owned())], "单位全称"), None);
        assert_eq!(nearest(&columns, &[], "备注"), None);
        assert_eq!(nearest(&columns, &[], "组织").as_deref(), Some("office"), "a short head for a long label");
        let two = [column("born", "出生日期"), column("since", "入职日期")];
        assert_eq!(nearest(&two, &[], "日期"), None, "two are meant alike");
    }

    #[test]
    fn a_name_that_holds_what_stands_between_names_is_one_name() {
        let all = [("a", "农、林、牧、渔业"), ("b", "建筑业"), ("c", "竞业限制、保密"), ("d", "劳动报酬（全部）")];
        let all = all.map(|(code, name)| (code.to_owned(), name.to_owned()));
        assert_eq!(known_words(&all, "建筑业、农、林、牧、渔业，竞业限制、保密"), ["b", "a", "c"]);
        assert_eq!(known_words(&all, "劳动报酬、建筑业；跳舞"), ["d", "b", "跳舞"]);
        assert_eq!(known_words(&all, "、，"), Vec::<String>::new());
    }

    #[test]
    fn heads_and_digits_are_read_through_their_dress() {
        assert_eq!(bare("＊联系 电话（手机）："), "联系电话");
        let told: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letters).into();
        assert_eq!(told, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
