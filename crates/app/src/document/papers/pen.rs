//! The pen that every paper is written with: words come from the language file, what is not there is noted by name.

use domain::intake::Side;
use domain::kernel::{Day, Money};

use super::matter::{Matter, Person};
use super::{Made, PaperKind};
use crate::document::model::{Align, Block, Column, Paper, SignaturePlace};
use crate::text;

/// A paper being written.
pub(super) struct Pen<'a> {
    kind: PaperKind,
    pub(super) matter: &'a Matter<'a>,
    pub(super) paper: Paper,
    missing: Vec<String>,
}

impl<'a> Pen<'a> {
    /// A paper with its title and number.
    pub(super) fn new(kind: PaperKind, matter: &'a Matter<'a>) -> Self {
        let case_number = &matter.view.case.number;
        let number = match text::paper_if(kind.code(), "word", &[]) {
            Some(word) => numbered(case_number, &word),
            None => case_number.clone(),
        };
        let title = text::code(PaperKind::GROUP, kind.code()).to_owned();
        let paper = Paper { kind: kind.code(), title, number: Some(number), ..Paper::default() };
        Self { kind, matter, paper, missing: Vec::new() }
    }

    /// The words at a place of this kind of paper.
    pub(super) fn say(&self, place: &str, params: &[(&str, String)]) -> String {
        text::paper(self.kind.code(), place, params)
    }

    /// Plain words.
    pub(super) fn word(&self, place: &str) -> String {
        self.say(place, &[])
    }

    /// Notes what is missing, once.
    pub(super) fn miss(&mut self, what: &str, params: &[(&str, String)]) {
        let told = text::paper("missing", what, params);
        if !self.missing.contains(&told) {
            self.missing.push(told);
        }
    }

    /// A label with its value above the body.
    pub(super) fn head(&mut self, label: &str, value: impl Into<String>) {
        let label = self.word(label);
        self.paper.head.push((label, value.into()));
    }

    /// A heading.
    pub(super) fn heading(&mut self, place: &str, params: &[(&str, String)]) {
        let words = self.say(place, params);
        self.paper.body.push(Block::Heading(words));
    }

    /// A paragraph in the paper's words.
    pub(super) fn paragraph(&mut self, place: &str, params: &[(&str, String)]) {
        let words = self.say(place, params);
        self.paper.body.push(Block::Paragraph(words));
    }

    /// A paragraph in somebody's own words.
    pub(super) fn own_words(&mut self, words: impl Into<String>) {
        self.paper.body.push(Block::Paragraph(words.into()));
    }

    /// Numbered paragraphs, one for each line at the place.
    pub(super) fn numbered(&mut self, place: &str, params: &[(&str, String)]) {
        let items = self.say(place, params).lines().map(str::to_owned).collect();
        self.paper.body.push(Block::Numbered(items));
    }

    /// A note set apart.
    pub(super) fn notice(&mut self, place: &str, params: &[(&str, String)]) {
        let words = self.say(place, params);
        self.paper.body.push(Block::Notice(words));
    }

    /// A table; columns are place of the title, alignment and share of the width.
    pub(super) fn table(&mut self, columns: &[(&str, Align, u16)], rows: Vec<Vec<String>>) {
        let column = |(place, align, weight): &(&str, Align, u16)| Column { title: self.word(place), align: *align, weight: *weight };
        let columns = columns.iter().map(column).collect();
        self.paper.body.push(Block::Table { columns, rows });
    }

    /// A table of items with what they contain; items without content are left out.
    pub(super) fn form(&mut self, rows: Vec<(&str, String)>) {
        let rows = rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(place, value)| vec![self.word(place), value]).collect();
        self.table(&[("item", Align::Centre, 22), ("content", Align::Left, 78)], rows);
    }

    /// An amount in figures and in capitals.
    pub(super) fn amount(&self, amount: Money) -> String {
        self.say("amount", &[("figure", amount.to_string()), ("capitals", amount.capitals())])
    }

    /// A span of days.
    pub(super) fn period(&self, from: Option<Day>, to: Option<Day>) -> String {
        match (from, to) {
            (None, None) => String::new(),
            (Some(from), None) => self.say("since", &[("from", from.chinese())]),
            (None, Some(to)) => self.say("until", &[("to", to.chinese())]),
            (Some(from), Some(to)) => self.say("period", &[("from", from.chinese()), ("to", to.chinese())]),
        }
    }

    /// The two sides by name and what they differ about: what every notice begins with.
    pub(super) fn opening(&self, more: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
        let view = self.matter.view;
        let mut params = vec![
            ("applicants", view.side_names(Side::Applicant)),
            ("respondents", view.side_names(Side::Respondent)),
            ("cause", self.matter.cause()),
            ("received", day(view.case.intake.received)),
        ];
        params.extend(more);
        params
    }

    /// The line that a notice is addressed with.
    pub(super) fn addressed_to(&mut self, names: Vec<String>) {
        let names = names.join(&self.word("list"));
        let line = self.say("addressed", &[("names", names)]);
        self.own_words(line);
    }

    /// The parties in full above the body.
    pub(super) fn head_parties(&mut self) {
        for person in &self.matter.people {
            let side = text::code("side", person.side.code()).to_owned();
            let value = self.say(if person.worker { "worker" } else { "employer" }, &person.params());
            self.paper.head.push((side, value));
        }
    }

    /// Notes what is not known about the parties.
    pub(super) fn miss_of_parties(&mut self) {
        for person in &self.matter.people {
            for what in person.missing() {
                self.miss(what, &[("name", person.name.clone())]);
            }
        }
    }

    /// A place where a party signs: `sign` or `receipt`, how it is signed following the sort of party.
    pub(super) fn party_place(&self, person: &Person, receipt: bool) -> SignaturePlace {
        let alone = self.matter.people.iter().filter(|other| other.side == person.side).count() == 1;
        let place = match (receipt, person.worker, alone) {
            (true, _, true) => "sign_receipt",
            (true, _, false) => "sign_receipt_named",
            (false, true, true) => "sign_worker",
            (false, true, false) => "sign_worker_named",
            (false, false, true) => "sign_employer",
            (false, false, false) => "sign_employer_named",
        };
        let side = text::code("side", person.side.code()).to_owned();
        SignaturePlace { label: self.say(place, &[("side", side), ("name", person.name.clone())]), ..SignaturePlace::default() }
    }

    /// Places where every party signs that it received the paper.
    pub(super) fn receipts(&mut self) {
        let places: Vec<SignaturePlace> = self.matter.people.iter().map(|person| self.party_place(person, true)).collect();
        self.paper.signatures.extend(places);
    }

    /// A place with these words.
    pub(super) fn place(&mut self, label: &str) {
        let label = self.word(label);
        self.paper.signatures.push(SignaturePlace { label, ..SignaturePlace::default() });
    }

    /// Seal and day at the end.
    pub(super) fn sealed(&mut self, organisation: &str, on: Option<Day>) {
        self.paper.seal = Some(organisation.to_owned()).filter(|name| !name.is_empty());
        self.paper.date = on.map(Day::chinese);
        self.paper.day = on;
    }

    /// The paper, done.
    pub(super) fn done(self) -> Made {
        let view = self.matter.view;
        Made { paper: self.paper, missing: self.missing, case_number: view.case.number.clone(), case_title: view.title(), clear: false }
    }
}

/// A day in words; nothing for none.
pub(super) fn day(day: Option<Day>) -> String {
    day.map(Day::chinese).unwrap_or_default()
}

/// The number of a paper of a case: the word for its kind before the year.
pub(super) fn numbered(case_number: &str, word: &str) -> String {
    match case_number.find(['〔', '(', '（', '[']) {
        Some(at) => {
            let (prefix, rest) = case_number.split_at_checked(at).unwrap_or((case_number, ""));
            format!("{prefix}{word}{rest}")
        }
        None => case_number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn the_number_of_a_paper_has_its_word_before_the_year() {
        assert_eq!(numbered("柳江劳人调〔2026〕12号", "受"), "柳江劳人调受〔2026〕12号");
        assert_eq!(numbered("2026-12", "受"), "2026-12");
    }
}
