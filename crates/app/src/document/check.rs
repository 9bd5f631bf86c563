//! The check page's question: is a paper with this number and this code valid? Who does not know the code learns nothing, also not
//! whether there is such a number. Answers hold no personal data.

use domain::document::PaperState;
use domain::kernel::{Day, Moment};
use sha2::{Digest, Sha256};
use store::access::attempt;
use store::document::paper::{self, Issued};

use crate::access::secret::hex;
use crate::{App, Error, Result};

/// Wrong questions from one address within [`MINUTES`] after which it must wait: people mistype, machines guess.
const TRIES: usize = 30;
/// Minutes within which they count.
const MINUTES: i64 = 10;

/// What anybody may know who holds the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Its number.
    pub number: String,
    /// Its version.
    pub version: i64,
    /// The heading on it.
    pub title: String,
    /// The organisation that issued it.
    pub organisation: String,
    /// The day it was issued.
    pub day: Day,
    /// What became of it.
    pub state: PaperState,
    /// SHA-256 of the file, as hex digits.
    pub sha256: String,
    /// The version that replaced it, with its day.
    pub replaced_by: Option<(i64, Day)>,
}

/// The address that is printed on a paper.
pub(crate) fn address(public: &str, number: &str, code: &str) -> String {
    format!("{public}/check?n={}&c={code}", percent(number))
}

fn percent(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    text.bytes().map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// A code as people type it: without strokes and spaces, in small letters.
fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_lowercase()).collect()
}

/// The paper with this number and code, asked from this address; nothing when there is none or the code is wrong.
///
/// # Errors
/// [`Error::Throttled`] after too many wrong questions.
pub async fn check(app: &App, from: &str, number: &str, code: &str) -> Result<Option<Checked>> {
    let (number, code) = (number.trim(), plain(code));
    if number.is_empty() || code.is_empty() {
        return Ok(None);
    }
    let now = app.clock.now();
    let id = app.dice.id();
    let key = format!("check:{from}");
    let counted = key.clone();
    app.store.write::<_, Error, _>(move |tx| Box::pin(async move { begin(tx, id, &counted, now).await })).await?;
    let versions = paper::by_number(&app.store.read(), number).await?;
    // Hashes are compared, so that the time an answer takes tells nothing about the code.
    let wanted = Sha256::digest(code);
    let found = match versions.iter().find(|one| Sha256::digest(plain(&one.code)) == wanted) {
        Some(found) => told(found, &versions),
        None => match crate::organisation::proof::checked(app, number, |code| Sha256::digest(plain(code)) == wanted).await? {
            Some(found) => found,
            None => return Ok(None),
        },
    };
    app.store.write::<_, Error, _>(move |tx| Box::pin(async move { Ok(attempt::forget(tx, id).await?) })).await?;
    Ok(Some(found))
}

/// Counts the question as a wrong one until it is known to be right.
async fn begin(tx: &store::Tx, id: uuid::Uuid, key: &str, now: Moment) -> Result<()> {
    let tries = attempt::since(tx, key, now.plus_minutes(-MINUTES)).await?;
    if let Some(first) = tries.len().checked_sub(TRIES).and_then(|n| tries.get(n)) {
        return Err(Error::Throttled(first.plus_minutes(MINUTES)));
    }
    Ok(attempt::note(tx, id, key, now).await?)
}

fn told(found: &Issued, versions: &[Issued]) -> Checked {
    let newer = versions.iter().find(|one| one.replaces == Some(found.id));
    Checked {
        number: found.number.clone(),
        version: found.version,
        title: found.title.clone(),
        organisation: found.organisation.clone(),
        day: found.issued_at.day(),
        state: found.state,
        sha256: hex(&found.sha256),
        replaced_by: newer.map(|newer| (newer.version, newer.issued_at.day())),
    }
}

/// SHA-256 of a file, as hex digits: what the check page compares an uploaded copy by.
pub fn hash_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::{address, plain};

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(plain(" K7MP-x3qd 9wte "), "k7mpx3qd9wte");
        let url = address("https://hetiao.example", "柳〔2026〕1号", "k7mp");
        assert_eq!(url, "https://hetiao.example/check?n=%E6%9F%B3%E3%80%942026%E3%80%951%E5%8F%B7&c=k7mp");
    }
}
