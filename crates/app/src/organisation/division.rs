//! Divisions: the list that comes with the program, a newer one from an administrator, and reading the tree.

use std::collections::{HashMap, HashSet};

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::form::Path;
use domain::kernel::{Fault, Faults};
use store::organisation::division::{self, DivisionRow};

use crate::audit::{Deed, Note, note};
use crate::{App, Ctx, Error, Result};

/// The divisions that come with the program (data/README.md tells their source and date).
const SHIPPED: &str = include_str!("../../../../data/divisions.csv");
/// Most lines of a list: the whole country down to the village.
const MOST_LINES: usize = 1_000_000;
/// Most faults told at once.
const MOST_FAULTS: usize = 20;

/// Loads the shipped divisions into a database that has none; how many there are afterwards.
pub async fn ensure_divisions(app: &App) -> Result<i64> {
    if division::count(&app.store.read()).await? == 0 {
        import_divisions(app, SHIPPED).await?;
    }
    Ok(division::count(&app.store.read()).await?)
}

/// Loads a list of divisions, all or nothing; how many it had. Known codes are renamed, none is taken away.
///
/// The first line names the columns: `code,name,level,parent` and perhaps `path`.
pub async fn import_divisions(app: &App, csv: &str) -> Result<usize> {
    let rows = read(csv)?;
    let count = rows.len();
    let work = app.store.write::<_, Error, _>(move |tx| Box::pin(async move { Ok(division::put(tx, &rows).await?) }));
    work.await?;
    Ok(count)
}

/// The same by an administrator, with a line in the audit log.
pub async fn replace_divisions(cx: &Ctx, csv: &str) -> Result<usize> {
    // The list belongs to the whole house and changes no reach: an administrator anywhere may bring a newer one.
    let actor = cx.may_somewhere(Action::Deal(Deal::KeepAccounts))?;
    let rows = read(csv)?;
    let count = rows.len();
    let entry = Note::by(cx, &actor, Deed::DivisionsImported).with("lines", count);
    let work = cx.app.store.write::<_, Error, _>(move |tx| {
        Box::pin(async move {
            division::put(tx, &rows).await?;
            note(tx, entry).await
        })
    });
    work.await?;
    Ok(count)
}

/// The divisions right below; the provinces below nothing.
pub async fn divisions_below(app: &App, parent: Option<&str>) -> Result<Vec<DivisionRow>> {
    Ok(division::below(&app.store.read(), parent).await?)
}

/// A division's own name, or the code itself when it is unknown.
pub async fn division_name(app: &App, code: &str) -> Result<String> {
    Ok(division::find(&app.store.read(), code).await?.map_or_else(|| code.to_owned(), |row| row.name))
}

/// The division with those above it, province first; empty when it is unknown.
pub async fn division_path(app: &App, code: &str) -> Result<Vec<DivisionRow>> {
    let reader = app.store.read();
    let mut path: Vec<DivisionRow> = Vec::new();
    let mut next = Some(code.to_owned());
    while let Some(code) = next.take().filter(|code| path.iter().all(|row| row.code != *code)) {
        if let Some(row) = division::find(&reader, &code).await? {
            next.clone_from(&row.parent);
            path.push(row);
        }
    }
    path.reverse();
    Ok(path)
}

/// Reads the list, or tells what is wrong in which line (counted from 1).
fn read(csv: &str) -> Result<Vec<DivisionRow>> {
    let mut lines = csv.trim_start_matches('\u{feff}').lines().zip(1_usize..).filter(|(line, _)| !line.trim().is_empty());
    let head = lines.next().map(|(line, _)| cells(line)).unwrap_or_default();
    let column = |name: &str| head.iter().position(|cell| cell == name);
    let wrong = || Error::at("file", Fault::Wrong("division_columns"));
    let (code, name) = (column("code").ok_or_else(wrong)?, column("name").ok_or_else(wrong)?);
    let (level, parent) = (column("level").ok_or_else(wrong)?, column("parent").ok_or_else(wrong)?);
    let path = column("path");
    let mut rows = Vec::new();
    let mut seen = HashSet::new();
    let mut faults = Faults::default();
    for (line, number) in lines {
        let cells = cells(line);
        let cell = |at: usize| cells.get(at).map_or("", String::as_str);
        let row = DivisionRow {
            code: cell(code).to_owned(),
            name: cell(name).to_owned(),
            level: cell(level).parse().unwrap_or(0),
            parent: Some(cell(parent).to_owned()).filter(|parent| !parent.is_empty()),
            path: path.map(cell).unwrap_or_default().to_owned(),
        };
        if is_sound(&row) {
            // A city without counties is named again as its own county, under the same code.
            if row.parent.as_ref() != Some(&row.code) && seen.insert(row.code.clone()) {
                rows.push(row);
            }
        } else {
            faults.0.push((Path::root().child("file").child(number), Fault::Wrong("division_line")));
        }
        if faults.0.len() >= MOST_FAULTS || rows.len() > MOST_LINES {
            break;
        }
    }
    if rows.len() > MOST_LINES {
        return Err(Error::at("file", Fault::TooMany { max: MOST_LINES }));
    }
    match (faults.0.is_empty(), rows.is_empty()) {
        (true, false) => Ok(with_paths(rows)),
        (true, true) => Err(Error::at("file", Fault::Missing)),
        (false, _) => Err(Error::Faults(faults)),
    }
}

fn is_sound(row: &DivisionRow) -> bool {
    let is_code = |text: &str| text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
    let named = !row.name.is_empty() && row.name.chars().count() <= 60 && row.path.chars().count() <= 300;
    named && is_code(&row.code) && (1..=5).contains(&row.level) && row.parent.as_deref().is_none_or(is_code)
}

/// Fills the paths that the list leaves out.
fn with_paths(mut rows: Vec<DivisionRow>) -> Vec<DivisionRow> {
    let above: HashMap<String, (String, Option<String>)> =
        rows.iter().map(|row| (row.code.clone(), (row.name.clone(), row.parent.clone()))).collect();
    for row in rows.iter_mut().filter(|row| row.path.is_empty()) {
        let mut names = vec![row.name.as_str()];
        let mut next = row.parent.as_deref();
        // Five levels; a list that runs in circles ends here too.
        while let Some((name, parent)) = next.and_then(|code| above.get(code)).filter(|_| names.len() < 5) {
            names.push(name);
            next = parent.as_deref();
        }
        names.reverse();
        row.path = names.join("/");
    }
    rows
}

/// The cells of a CSV line; quotes around a cell are taken off, doubled ones inside are one.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.trim_end_matches('\r').chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                push(&mut cells, '"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => push(&mut cells, c),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

fn push(cells: &mut [String], c: char) {
    if let Some(last) = cells.last_mut() {
        last.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::{SHIPPED, cells, read};
    use crate::Error;

    #[test]
    fn the_shipped_list_reads_whole() {
        let rows = read(SHIPPED).unwrap();
        // 44,703 lines, of which four name a city or county again as its own part.
        assert_eq!(rows.len(), 44_699);
        let street = rows.iter().find(|row| row.code == "450206100000").unwrap();
        assert!(street.path.ends_with(&format!("柳江区/{}", street.name)), "{}", street.path);
    }

    #[test]
    fn a_list_without_paths_gets_them() {
        let rows = read("\u{feff}code,name,level,parent\r\n450000000000,广西,1,\r\n450200000000,\"柳州,市\",2,450000000000\r\n").unwrap();
        assert_eq!(rows[1].path, "广西/柳州,市");
        assert_eq!(cells("\"a\"\"b\",c"), ["a\"b", "c"]);
    }

    #[test]
    fn a_wrong_line_is_told_with_its_number() {
        let Err(Error::Faults(faults)) = read("code,name,level,parent\n450000000000,广西,1,\n4502,柳州,2,450000000000\n") else {
            panic!()
        };
        assert_eq!(faults.0[0].0.as_str(), "file.3");
        assert!(read("a,b\n").is_err());
        assert!(read("").is_err());
    }
}
