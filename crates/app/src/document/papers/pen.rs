//! The pen that every paper is written with: words come from the language file, what is not there is noted by name.

use domain::intake::Side;
use domain::kernel::{Day, Money};

use super::answers::Answers;
use super::bureau::Bureau;
use super::matter::{Matter, Person};
use super::missing::{Missing, Place};
use super::{Draft, PaperKind};
use crate::document::model::{Align, Block, Column, Paper, SignaturePlace};
use crate::text;

/// A paper being written from what `M` knows: a [`Matter`] of a case, or a [`Bureau`].
pub(super) struct Pen<'a, M = Matter> {
    kind: PaperKind,
    pub(super) matter: &'a M,
    pub(super) answers: &'a Answers,
    pub(super) paper: Paper,
    missing: Vec<Missing>,
}

impl<'a, M> Pen<'a, M> {
    /// A paper with its title.
    pub(super) fn new(kind: PaperKind, matter: &'a M, answers: &'a Answers) -> Self {
        let paper = Paper { kind: kind.code(), title: kind.name().to_owned(), ..Paper::default() };
        Self { kind, matter, answers, paper, missing: Vec::new() }
    }

    /// The words at a place of this kind of paper.
    pub(super) fn say(&self, place: &str, params: &[(&str, String)]) -> String {
        text::paper(self.kind.code(), place, params)
    }

    /// Plain words.
    pub(super) fn word(&self, place: &str) -> String {
        self.say(place, &[])
    }

    /// Notes what the rule asks for and is not there: the paper may not be issued.
    pub(super) fn lack(&mut self, what: &str, params: &[(&str, String)], place: Place) {
        self.note(text::paper("missing", what, params), place, true);
    }

    /// Notes what would be good to have.
    pub(super) fn miss(&mut self, what: &str, params: &[(&str, String)], place: Place) {
        self.note(text::paper("missing", what, params), place, false);
    }

    fn note(&mut self, what: String, place: Place, blocks: bool) {
        match self.missing.iter_mut().find(|known| known.what == what) {
            Some(known) => known.blocks |= blocks,
            None => self.missing.push(Missing { what, place, blocks }),
        }
    }

    /// A field that the rule asks for: what was filled in, else what the case knows, else a line to write on and a word that it is missing.
    pub(super) fn must(&mut self, field: &str, known: Option<String>) -> String {
        self.filled(field, known, true)
    }

    /// A field that is recommended: the same, but nothing is blocked.
    pub(super) fn may(&mut self, field: &str, known: Option<String>) -> String {
        self.filled(field, known, false)
    }

    fn filled(&mut self, field: &str, known: Option<String>, blocks: bool) -> String {
        let given = self.answers.words(field).or(known).filter(|words| !words.is_empty());
        given.unwrap_or_else(|| {
            let label = self.word(field);
            self.note(text::paper("missing", "field", &[("label", label)]), Place::Form(field.to_owned()), blocks);
            self.word("line")
        })
    }

    /// What was filled in, or nothing; nothing is noted.
    pub(super) fn given(&self, field: &str) -> Option<String> {
        self.answers.words(field)
    }

    /// A heading with what was filled in below it; lines to write on when nothing was.
    pub(super) fn section(&mut self, field: &str, known: Option<String>, blocks: bool) {
        let words = self.filled(field, known, blocks);
        let heading = self.say("section", &[("label", self.word(field))]);
        self.paper.body.push(Block::Heading(heading));
        let blank = words == self.word("line");
        self.paper.body.push(Block::Paragraph(if blank { self.word("lines") } else { words }));
    }

    /// A heading with the rows that were filled in; three empty rows to write in when none were.
    pub(super) fn rows(&mut self, field: &str, columns: &[(&str, Align, u16)], blocks: bool) {
        let heading = self.say("section", &[("label", self.word(field))]);
        self.paper.body.push(Block::Heading(heading));
        self.table_of(field, columns, blocks);
    }

    /// The rows that were filled in as a table without a heading; three empty rows when none were.
    pub(super) fn table_of(&mut self, field: &str, columns: &[(&str, Align, u16)], blocks: bool) {
        let names: Vec<&str> = columns.iter().map(|(name, ..)| *name).collect();
        let mut rows = self.answers.rows(field, &names);
        if rows.is_empty() {
            let label = self.word(field);
            self.note(text::paper("missing", "field", &[("label", label)]), Place::Form(field.to_owned()), blocks);
            rows = vec![vec![String::new(); columns.len()]; 3];
        }
        self.ruled(field, columns, rows);
    }

    /// This kind of paper has words of its own at a place.
    pub(super) fn has(&self, place: &str) -> bool {
        text::paper_if(self.kind.code(), place, &[]).is_some()
    }

    /// Numbered paragraphs.
    pub(super) fn items(&mut self, items: Vec<String>) {
        self.paper.body.push(Block::Numbered(items));
    }

    /// A table whose columns are named by the rows of a field: `tasks.who`.
    pub(super) fn ruled(&mut self, field: &str, columns: &[(&str, Align, u16)], rows: Vec<Vec<String>>) {
        let title = |name: &str| text::paper_if(self.kind.code(), &format!("{field}.{name}"), &[]).unwrap_or_else(|| self.word(name));
        let columns = columns.iter().map(|(name, align, weight)| Column { title: title(name), align: *align, weight: *weight }).collect();
        self.paper.body.push(Block::Table { columns, rows });
    }

    /// A table of fields with what was filled in or is known; `true` for those that the rule asks for.
    pub(super) fn sheet(&mut self, fields: Vec<(&str, Option<String>, bool)>) {
        let line = self.word("line");
        let mut rows = Vec::new();
        for (field, known, blocks) in fields {
            let words = self.filled(field, known, blocks);
            rows.push(vec![self.word(field), if words == line { String::new() } else { words }]);
        }
        self.table(&[("item", Align::Centre, 24), ("content", Align::Left, 76)], rows);
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

    /// The line that a paper is addressed with.
    pub(super) fn addressed_to(&mut self, names: Vec<String>) {
        let names = names.join(&self.word("list"));
        let line = self.say("addressed", &[("names", names)]);
        self.own_words(line);
    }

    /// A place with these words.
    pub(super) fn place(&mut self, label: &str) {
        let label = self.word(label);
        self.paper.signatures.push(SignaturePlace { label, ..SignaturePlace::default() });
    }

    /// Seal and day at the end.
    pub(super) fn sealed(&mut self, organisation: &str, on: Option<Day>) {
        self.paper.seal = Some(organisation.to_owned()).filter(|name| !name.is_empty());
        self.dated(on);
    }

    /// The day of the paper.
    pub(super) fn dated(&mut self, on: Option<Day>) {
        self.paper.date = on.map(Day::chinese);
        self.paper.day = on;
    }

    /// The paper, done.
    pub(super) fn done(self) -> Draft {
        Draft { paper: self.paper, missing: self.missing }
    }
}

impl Pen<'_, Bureau> {
    /// The organisation and the period above the body.
    pub(super) fn head_period(&mut self) {
        let bureau = self.matter;
        self.head("organisation", bureau.organisation.name.clone());
        let period = self.period(bureau.period.map(|(from, _)| from), bureau.period.map(|(_, to)| to));
        self.head("span", period);
    }
}

impl Pen<'_, Matter> {
    /// The case number above the body.
    pub(super) fn head_number(&mut self) {
        let number = self.matter.view.case.number.clone();
        self.head("case_number", number);
    }

    /// The two sides by name and what they differ about: what every notice begins with.
    pub(super) fn opening(&self, more: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
        let view = &self.matter.view;
        let mut params = vec![
            ("applicants", view.side_names(Side::Applicant)),
            ("respondents", view.side_names(Side::Respondent)),
            ("cause", self.matter.cause()),
            ("received", day(view.case.intake.received)),
        ];
        params.extend(more);
        params
    }

    /// The parties in full above the body.
    pub(super) fn head_parties(&mut self) {
        for person in &self.matter.people {
            let side = text::code("side", person.side.code()).to_owned();
            let value = self.say(if person.worker { "worker" } else { "employer" }, &person.params());
            self.paper.head.push((side, value));
        }
    }

    /// Notes what 令33号 art. 29(1) asks for about the parties and is not known; it blocks papers whose rule asks for the parties' data.
    pub(super) fn miss_of_parties(&mut self, blocks: bool) {
        let matter = self.matter;
        for person in &matter.people {
            for what in person.missing() {
                let told = text::paper("missing", what, &[("name", person.name.clone())]);
                self.note(told, Place::Party(person.id), blocks);
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
