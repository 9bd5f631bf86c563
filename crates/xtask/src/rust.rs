//! A small reader of Rust source: tells code, comments and literals apart, line by line. No parser, on purpose:
//! the checks ask for words and marks only.

/// A source file taken apart.
pub(crate) struct Source {
    /// The code with comments and the insides of literals blanked; line numbers are kept.
    pub(crate) code: String,
    /// What stands in string and character literals, with the line each begins on.
    pub(crate) literals: Vec<(usize, String)>,
}

impl Source {
    /// Takes `text` apart.
    pub(crate) fn read(text: &str) -> Self {
        Reader { rest: text, line: 1, source: Source { code: String::with_capacity(text.len()), literals: Vec::new() } }.read()
    }

    /// The words of the code (identifiers and keywords) with their lines.
    pub(crate) fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        numbered(&self.code).flat_map(|(number, line)| words(line).map(move |word| (number, word)))
    }
}

/// The lines of a text, counted from 1.
pub(crate) fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().zip(1..).map(|(line, number)| (number, line))
}

/// Runs of letters, digits and `_` that do not begin with a digit.
pub(crate) fn words(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    parts.filter(|part| part.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

/// What ships: the text up to its unit tests. Lines are not renumbered.
pub(crate) fn product_part(text: &str) -> &str {
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with("#[cfg(test)]") {
            break;
        }
        length += line.len();
    }
    text.get(..length).unwrap_or(text)
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    source: Source,
}

impl Reader<'_> {
    fn read(mut self) -> Source {
        while let Some(next) = self.rest.chars().next() {
            if self.rest.starts_with("//") {
                self.blank(self.rest.find('\n').unwrap_or(self.rest.len()));
            } else if self.rest.starts_with("/*") {
                self.blank(block_comment(self.rest));
            } else if let Some((opening, body, closing)) = literal(self.rest, self.source.code.chars().next_back()) {
                let text = self.rest.get(opening..opening + body).unwrap_or_default().to_owned();
                self.source.literals.push((self.line, text));
                self.keep(opening);
                self.blank(body);
                self.keep(closing);
            } else {
                self.keep(next.len_utf8());
            }
        }
        self.source
    }

    fn take(&mut self, length: usize) -> &str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        self.line += taken.matches('\n').count();
        taken
    }

    fn keep(&mut self, length: usize) {
        let taken = self.take(length).to_owned();
        self.source.code.push_str(&taken);
    }

    fn blank(&mut self, length: usize) {
        let blanked: String = self.take(length).chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        self.source.code.push_str(&blanked);
    }
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut length) = (0_usize, 0);
    while let Some(rest) = text.get(length..) {
        match rest.chars().next() {
            None => break,
            Some('/') if rest.starts_with("/*") => (depth, length) = (depth + 1, length + 2),
            Some('*') if rest.starts_with("*/") => (depth, length) = (depth.saturating_sub(1), length + 2),
            Some(other) => length += other.len_utf8(),
        }
        if depth == 0 {
            break;
        }
    }
    length
}

/// The lengths of opening mark, body and closing mark when a literal begins here.
fn literal(text: &str, before: Option<char>) -> Option<(usize, usize, usize)> {
    if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
        return None;
    }
    if let Some(rest) = text.strip_prefix('\'') {
        return character(rest);
    }
    let prefix = text.find(|c: char| !matches!(c, 'b' | 'c' | 'r')).filter(|length| *length <= 2)?;
    let raw = text.get(..prefix)?.ends_with('r');
    let hashes = if raw { text.get(prefix..)?.chars().take_while(|c| *c == '#').count() } else { 0 };
    let body = text.get(prefix + hashes..)?.strip_prefix('"')?;
    let opening = prefix + hashes + 1;
    if raw {
        let closing = format!("\"{}", "#".repeat(hashes));
        let length = body.find(&closing).unwrap_or(body.len());
        return Some((opening, length, closing.len()));
    }
    Some((opening, until_quote(body), 1))
}

fn until_quote(body: &str) -> usize {
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        match c {
            '"' if !escaped => return at,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    body.len()
}

/// A character after its first quote; a lifetime is none.
fn character(rest: &str) -> Option<(usize, usize, usize)> {
    let first = rest.chars().next()?;
    let length = if first == '\\' { rest.get(2..)?.find('\'')? + 2 } else { first.len_utf8() };
    rest.get(length..)?.starts_with('\'').then_some((1, length, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_told_from_code() {
        let source = Source::read(
            "let a = \"x \\\" // y\"; // z\nlet b = r#\"q\"w\"#; /* n /* m */ o */ let c = '\"'; fn f<'a>(d: &'a str) {}\nlet e = b\"1\";",
        );
        let literals: Vec<_> = source.literals.iter().map(|(line, text)| (*line, text.as_str())).collect();
        assert_eq!(literals, [(1, "x \\\" // y"), (2, "q\"w"), (2, "\""), (3, "1")]);
        let words: Vec<_> = source.words().map(|(_, word)| word).collect();
        assert_eq!(words, ["let", "a", "let", "b", "r", "let", "c", "fn", "f", "a", "d", "a", "str", "let", "e", "b"]);
        assert_eq!(source.code.lines().count(), 3);
    }

    #[test]
    fn unit_tests_are_not_the_product() {
        assert_eq!(product_part("fn a() {}\n#[cfg(test)]\nmod tests {}\n"), "fn a() {}\n");
        assert_eq!(product_part("fn a() {}\n"), "fn a() {}\n");
    }
}
