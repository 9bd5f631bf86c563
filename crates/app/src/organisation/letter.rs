//! The letter of appointment (聘书, S0-40, S4-08): set from the record of a certificate as it stands, so it can be printed again at any time.

use domain::kernel::id::RecordId;
use domain::kernel::{Day, Fault};

use super::register::{RecordRow, filled, show};
use super::roster::CERTIFICATES;
use crate::document::model::{Block, Paper};
use crate::document::printed;
use crate::text::{code, phrase};
use crate::{Ctx, Error, Result};

/// The language file's group.
const WORDS: &str = "letter";
/// A certificate that holds.
const VALID: &str = "valid";

/// A record is an appointment that holds, so its letter can be printed.
pub fn can_be_printed(row: &RecordRow) -> bool {
    row.register == CERTIFICATES && row.state == VALID
}

/// The letter of an appointment as PDF, with the number by which its file is named.
///
/// # Errors
/// [`Error::NotFound`] when it is no appointment, or out of reach; a fault for one that is over; [`Error::Press`] when it can't be set.
pub async fn print(cx: &Ctx, id: RecordId) -> Result<(String, Vec<u8>)> {
    let row = show(cx, id, None).await?.row;
    if row.register != CERTIFICATES {
        return Err(Error::NotFound);
    }
    if !can_be_printed(&row) {
        return Err(Error::at("letter", Fault::Wrong("record_over")));
    }
    let values = filled(&row);
    let (Some(from), Some(until)) = (values.day("from"), values.day("until")) else { return Err(Error::NotFound) };
    let office = row.organisation.ok_or(Error::NotFound)?;
    let office = store::organisation::find(&cx.app.store.read(), office).await?.ok_or(Error::NotFound)?.name;
    let number = values.text("letter").to_owned();
    let paper = paper(&row.title, office, &number, from, until);
    Ok((number, printed(cx, paper).await?))
}

fn paper(name: &str, office: String, number: &str, from: Day, until: Day) -> Paper {
    let told = [("name", name.to_owned()), ("organisation", office.clone()), ("from", from.chinese()), ("until", until.chinese())];
    Paper {
        kind: "appointment_letter",
        title: code(WORDS, "title").to_owned(),
        number: Some(number.to_owned()),
        body: vec![
            Block::Paragraph(phrase(WORDS, "to", &told)),
            Block::Paragraph(phrase(WORDS, "appoints", &told)),
            Block::Paragraph(code(WORDS, "duties").to_owned()),
        ],
        seal: Some(office),
        date: Some(from.chinese()),
        day: Some(from),
        ..Paper::default()
    }
}

#[cfg(test)]
mod tests {
    use super::paper;
    use crate::document::model::Block;

    #[test]
    fn a_letter_names_who_appoints_whom_and_the_whole_term() {
        let (from, until) = ("2026-01-01".parse().unwrap(), "2028-12-31".parse().unwrap());
        let paper = paper("覃䶮", "柳江区劳动人事争议多元调解中心".to_owned(), "柳江劳聘〔2026〕7号", from, until);
        let told: Vec<&str> =
            paper.body.iter().filter_map(|block| if let Block::Paragraph(text) = block { Some(text.as_str()) } else { None }).collect();
        assert_eq!(told.len(), 3);
        for words in ["覃䶮", "柳江区劳动人事争议多元调解中心", "2026年1月1日至2028年12月31日"] {
            assert!(told.iter().any(|text| text.contains(words)), "{words}: {told:?}");
        }
        assert_eq!((paper.number.as_deref(), paper.date.as_deref()), (Some("柳江劳聘〔2026〕7号"), Some("2026年1月1日")));
    }
}
