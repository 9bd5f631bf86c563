//! Reading a file line by line, however long somebody made its lines.

use std::io::{self, BufRead};

/// Most bytes of a line.
pub const LONGEST: usize = 256 * 1024;

/// The lines without their ends. Of a line that is too long one byte more than [`LONGEST`] is kept, so that it is seen to be too long.
pub fn lines(source: impl BufRead) -> impl Iterator<Item = io::Result<Vec<u8>>> {
    Lines { source, broken: false }
}

struct Lines<R> {
    source: R,
    /// After an error nothing more is read.
    broken: bool,
}

impl<R: BufRead> Lines<R> {
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let mut any = false;
        loop {
            let chunk = self.source.fill_buf()?;
            if chunk.is_empty() {
                return Ok(any.then_some(line));
            }
            any = true;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(chunk.len(), |end| end + 1);
            let room = (LONGEST + 1).saturating_sub(line.len());
            line.extend(chunk.iter().take(end.unwrap_or(taken)).take(room));
            self.source.consume(taken);
            if end.is_some() {
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(Some(line));
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.broken {
            return None;
        }
        let read = self.line();
        self.broken = read.is_err();
        read.transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, lines};

    #[test]
    fn lines_are_cut_at_their_ends_and_never_grow_without_bound() {
        let long = "x".repeat(LONGEST * 3);
        let text = format!("a\r\n\n{long}\nb");
        let read: Vec<Vec<u8>> = lines(text.as_bytes()).map(Result::unwrap).collect();
        assert_eq!(read.len(), 4);
        assert_eq!((read[0].as_slice(), read[1].len(), read[2].len(), read[3].as_slice()), (&b"a"[..], 0, LONGEST + 1, &b"b"[..]));
    }
}
