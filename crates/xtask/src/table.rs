//! Comma-separated tables (RFC 4180): quoted fields may hold commas, quotes and line breaks.

/// A table with its head.
pub(crate) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads `text`; the first record is the head. Empty lines are skipped.
    pub(crate) fn read(text: &str) -> Self {
        let mut records = records(text.trim_start_matches('\u{feff}')).into_iter();
        Self { head: records.next().unwrap_or_default(), rows: records.collect() }
    }

    /// True when there is a column of that name.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.head.iter().any(|name| name == column)
    }

    /// The records below the head.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|fields| Row { head: &self.head, fields })
    }
}

/// One record.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    head: &'a [String],
    fields: &'a [String],
}

impl<'a> Row<'a> {
    /// The field under `column`; empty when there is none.
    pub(crate) fn get(self, column: &str) -> &'a str {
        let found = self.head.iter().position(|name| name == column).and_then(|at| self.fields.get(at));
        found.map_or("", |field| field.trim())
    }
}

fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let mut record = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut characters = text.chars().filter(|c| *c != '\r').peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => field.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            other => field.push(other),
        }
    }
    if !field.is_empty() || !record.is_empty() {
        record.push(field);
        records.push(record);
    }
    records.retain(|record| record.iter().any(|field| !field.is_empty()));
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_commas_quotes_and_line_breaks() {
        let table = Table::read("id,text\r\n1,\"a, \"\"b\"\"\nc\"\n\n2,d");
        let texts: Vec<_> = table.rows().map(|row| (row.get("id"), row.get("text"), row.get("none"))).collect();
        assert_eq!(texts, [("1", "a, \"b\"\nc", ""), ("2", "d", "")]);
        assert!(table.has("id") && !table.has("other"));
    }
}
