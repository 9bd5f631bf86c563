//! The books: what each register asks for, read from `data/registers/` and from an office's own folder.

use std::path::Path;

use domain::kernel::{Kind, Spec};
use domain::organisation::register::{Field, FieldKind, Goal, Put, Register, Way};
use serde::Deserialize;

use super::super::appraisal::{APPRAISALS, ASKED, COMPLAINTS, OPEN, SCORED, TOLD, UPHELD};
use super::super::coverage::{ENTERPRISES, TASKS};
use super::super::honour::{AWARDED, HONOURS, SHEETS};
use super::super::liaison::SERVICE_LOG;
use super::super::member::MEMBERS;
use super::super::posting::POSTINGS;
use super::super::proof::PROOFS;
use super::super::roster::{CANDIDATES, CERTIFICATES, DUTIES, PEOPLE, PROFILES, REVIEWS};
use super::super::standard::{ITEMS, STANDARDS};
use super::super::system::SYSTEMS;
use super::super::training::{ATTENDANCE, COURSES, HELD, PLANNED};
use super::super::training_plan::PLANS;

/// A register with the form that it asks.
#[derive(Clone, Debug)]
pub struct Book {
    /// What it is.
    pub register: Register,
    /// Its fields as every form is drawn.
    pub specs: Vec<Spec>,
}

/// Every book in order.
#[derive(Clone, Debug, Default)]
pub struct Registers(Vec<Book>);

/// A book's file is not as it should be.
#[derive(Debug, thiserror::Error)]
pub enum BookFault {
    /// It can't be read.
    #[error("a register can't be read: {0}")]
    Unreadable(#[from] toml::de::Error),
    /// It contradicts itself.
    #[error("a register contradicts itself: {0}")]
    Wrong(String),
    /// The folder can't be read.
    #[error("the folder of registers can't be read: {0}")]
    Folder(#[from] std::io::Error),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    register: Vec<Register>,
}

/// A name that lives as long as the program: books are read once.
fn kept(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn spec(register: &Register, field: &Field) -> Spec {
    let listed = || Kind::Listed(kept(&field.list.clone().unwrap_or_else(|| format!("{}.{}", register.code, field.name))));
    let kind = match &field.kind {
        FieldKind::Line(max) => Kind::Line { max: *max },
        FieldKind::Prose(max) => Kind::Prose { max: *max },
        FieldKind::Day => Kind::Day,
        FieldKind::Money => Kind::Money,
        FieldKind::Number(min, max) => Kind::Number { min: *min, max: *max },
        FieldKind::Flag => Kind::Flag,
        FieldKind::One => listed(),
        FieldKind::Several => Kind::Many(Box::new(listed())),
        FieldKind::Phone => Kind::Line { max: 20 },
        FieldKind::ResidentId | FieldKind::Uscc => Kind::Line { max: 18 },
        FieldKind::Organisation | FieldKind::Account | FieldKind::Record(_) => Kind::Pick(kept(&field.name)),
    };
    Spec { name: kept(&field.name), kind, required: field.required }
}

/// What the house itself reads: register, its fields, its states. An office's own book of that code has them too.
const RELIED_UPON: &[(&str, &[&str], &[&str])] = &[
    (PEOPLE, &["name", "account", "photo_public"], &["serving", "serving_again", "warned", "suspended", "dismissed", "resigned"]),
    (
        PROFILES,
        &["organisation", "sort", "arbitrator", "arbitrator_phone", "groups", "needs_certificate"],
        &["planned", "founded", "filed", "suspended", "resumed", "closed"],
    ),
    (CERTIFICATES, &["person", "from", "until", "card_until"], &["valid"]),
    (DUTIES, &["person", "sort", "from", "until"], &[]),
    (COURSES, &["day", "until", "hours", "hours_a_day", "plan"], &[PLANNED, HELD]),
    (PLANS, &["year", "courses", "people", "hours"], &[]),
    (POSTINGS, &["person", "organisation", "sort", "from", "until"], &[]),
    (ATTENDANCE, &["person", "course", "day", "hours", "signed"], &[]),
    (PROOFS, &["person", "number", "sort", "from", "until", "addressee", "organisation", "days", "hours", "code"], &[]),
    (
        APPRAISALS,
        &[
            "person",
            "year",
            "handled",
            "settled",
            "on_time",
            "performed",
            "followed",
            "satisfied",
            "training_hours",
            "complaints",
            "discipline",
            "drawn_on",
        ],
        &[OPEN, TOLD],
    ),
    (COMPLAINTS, &["person", "day"], &[UPHELD]),
    (CANDIDATES, &["id_number"], &["refused"]),
    (REVIEWS, &["appraisal", "case_number", "reviewer"], &[ASKED, SCORED]),
    (MEMBERS, &["organisation", "unit", "sort", "body", "contact", "phone", "duty", "since", "until"], &[]),
    (SYSTEMS, &["organisation", "system", "document", "effective"], &[]),
    (SERVICE_LOG, &["organisation", "day", "sort", "by", "case_number"], &[]),
    (ENTERPRISES, &["size", "industry", "platform", "committee"], &[]),
    (TASKS, &["spot"], &["open"]),
    (ITEMS, &["name", "have", "applies"], &["in_use"]),
    (STANDARDS, &["organisation", "year", "item", "have", "way"], &["checked", "met", "gap", "fixed", "passed"]),
    (
        HONOURS,
        &["organisation", "award", "from", "to", "handled", "settled", "performed", "on_time", "followed", "satisfied", "rates", "until"],
        &[AWARDED],
    ),
    (SHEETS, &["honour", "judge"], &[]),
];

/// What of it a register lacks, in a sentence.
fn lacking(register: &Register) -> Option<String> {
    let (code, fields, states) = RELIED_UPON.iter().find(|(code, ..)| *code == register.code)?;
    let field = fields.iter().find(|name| register.field(name).is_none()).map(|name| format!("{code}: the house needs the field {name}"));
    field.or_else(|| {
        states.iter().find(|state| register.state(state).is_none()).map(|state| format!("{code}: the house needs the state {state}"))
    })
}

impl Registers {
    /// The books that come with the program.
    ///
    /// # Errors
    /// A file that can't be read; a test proves that those shipped can.
    pub fn shipped() -> Result<Self, BookFault> {
        let files =
            [include_str!("../../../../../data/registers/organisations.toml"), include_str!("../../../../../data/registers/people.toml")];
        files.into_iter().try_fold(Self::default(), |books, text| books.with(text))?.agreeing()
    }

    /// These books with those of another file: one with the code of a known book takes its place.
    ///
    /// # Errors
    /// When the file can't be read, a book contradicts itself, or lacks what the house relies upon.
    pub fn with(mut self, text: &str) -> Result<Self, BookFault> {
        let file: File = toml::from_str(text)?;
        for register in file.register {
            if let Some(fault) = register.faults().into_iter().next() {
                return Err(BookFault::Wrong(fault));
            }
            if let Some(lack) = lacking(&register) {
                return Err(BookFault::Wrong(lack));
            }
            let specs = register.fields.iter().map(|field| spec(&register, field)).collect();
            let book = Book { register, specs };
            match self.0.iter_mut().find(|known| known.register.code == book.register.code) {
                Some(known) => *known = book,
                None => self.0.push(book),
            }
        }
        Ok(self)
    }

    /// These books with an office's own: every `.toml` file of the folder, in the order of their names.
    ///
    /// # Errors
    /// When the folder or a file can't be read.
    pub fn with_folder(self, folder: &Path) -> Result<Self, BookFault> {
        let mut files = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
        files.retain(|file| file.extension().is_some_and(|kind| kind == "toml"));
        files.sort();
        files.iter().try_fold(self, |books, file| books.with(&std::fs::read_to_string(file)?))?.agreeing()
    }

    /// The book with this code.
    pub fn find(&self, code: &str) -> Option<&Book> {
        self.0.iter().find(|book| book.register.code == code)
    }

    /// Every book in order.
    pub fn iter(&self) -> impl Iterator<Item = &Book> {
        self.0.iter()
    }

    /// The books whose records link to a record of this one, each with the field that does: what they are about, or what they can be found by.
    pub fn linking<'a>(&'a self, code: &'a str) -> impl Iterator<Item = (&'a Book, &'a str)> {
        self.0.iter().flat_map(move |book| {
            let about = book.register.about.as_deref();
            let found_by = move |field: &&Field| about == Some(&field.name) || field.filter;
            let fields = book.register.fields.iter().filter(found_by);
            fields
                .filter(move |field| matches!(&field.kind, FieldKind::Record(to) if to == code))
                .map(move |field| (book, field.name.as_str()))
        })
    }

    /// These books, when what each says of others is there: the book that is entered and its fields, the state or way that is gone.
    fn agreeing(self) -> Result<Self, BookFault> {
        let fault = self.0.iter().find_map(|book| self.astray(&book.register));
        fault.map_or(Ok(self), |fault| Err(BookFault::Wrong(fault)))
    }

    fn astray(&self, register: &Register) -> Option<String> {
        let lacks = |code: &str, set: &std::collections::BTreeMap<String, Put>| match self.find(code) {
            None => Some(format!("{}: no book {code}", register.code)),
            Some(other) => set
                .keys()
                .find(|name| other.register.field(name).is_none())
                .map(|name| format!("{}: {code} has no field {name}", register.code)),
        };
        let of_link = |link: &str| match register.field(link).map(|field| &field.kind) {
            Some(FieldKind::Record(code)) => Ok(code.as_str()),
            _ => Err(format!("{}: {link} links to no book", register.code)),
        };
        let of_way = |way: &Way| match &way.to {
            Goal::Enter(code) => lacks(code, &way.set),
            Goal::Step(link, state) => match of_link(link) {
                Ok(code) if self.find(code).is_none_or(|book| book.register.state(state).is_none()) => {
                    Some(format!("{}: {code} has no state {state}", register.code))
                }
                Ok(code) => lacks(code, &way.set),
                Err(fault) => Some(fault),
            },
            Goal::Through(link, through) => match of_link(link) {
                Ok(code) if self.find(code).is_none_or(|book| book.register.ways.iter().all(|way| way.code != *through)) => {
                    Some(format!("{}: {code} has no way {through}", register.code))
                }
                Ok(_) => None,
                Err(fault) => Some(fault),
            },
        };
        let linked = register.fields.iter().find_map(|field| {
            let named = field.of.iter().map(|(link, name)| (link.as_str(), name));
            let fits = field.fits.iter().map(|(there, _)| there);
            let chosen = field.only.keys().chain(&field.tells).chain(fits).map(|name| (field.name.as_str(), name));
            named.chain(chosen).find_map(|(link, name)| match of_link(link) {
                Ok(code) if self.find(code).is_none_or(|book| book.register.field(name).is_none()) => {
                    Some(format!("{}: {code} has no field {name}", register.code))
                }
                Ok(_) => None,
                Err(fault) => Some(fault),
            })
        });
        let panel = register.panel.iter().find_map(|panel| match self.find(&panel.book) {
            Some(book) if book.register.state(&panel.done).is_some() => None,
            _ => Some(format!("{}: no book {} with the state {}", register.code, panel.book, panel.done)),
        });
        if let Some(fault) = linked.or(panel) {
            return Some(fault);
        }
        let follow = register.follows.iter().find_map(|follow| lacks(&follow.enter, &follow.set));
        follow.or_else(|| register.ways.iter().find_map(of_way))
    }
}

#[cfg(test)]
mod tests {
    use domain::organisation::register::FieldKind;

    use super::Registers;
    use crate::lists::Lists;

    #[test]
    fn every_shipped_book_reads_and_names_lists_and_books_that_there_are() {
        let lists = Lists::shipped().unwrap();
        let books = Registers::shipped().unwrap();
        assert!(books.iter().count() > 15);
        for book in books.iter() {
            for field in &book.register.fields {
                let told = format!("{}.{}", book.register.code, field.name);
                if let FieldKind::Record(code) = &field.kind {
                    assert!(books.find(code).is_some(), "{told}");
                }
                if let Some(list) = &field.list {
                    assert!(!lists.entries(list).is_empty(), "{told}");
                } else if field.is_chosen() {
                    assert!(field.items.len() > 1, "{told}");
                }
                assert!(!(field.public && field.masked), "{told}: nothing private is public");
            }
        }
    }

    #[test]
    fn an_offices_own_book_takes_the_place_of_the_one_that_comes_with_the_program() {
        let own = "[[register]]\ncode = 'commendation'\nname = '本市表彰'\nrecord = '表彰'\npurpose = '试'\ngroup = 'people'\nicon = 'users'\n\
                   audience = 'everybody'\nentry = 'keepers'\nkey = ['name']\ntitle = 'name'\n\
                   field = [{ name = 'name', label = '名称', kind = { line = 20 } }]\n";
        let books = Registers::shipped().unwrap();
        let count = books.iter().count();
        let books = books.with(own).unwrap();
        assert_eq!((books.iter().count(), books.find("commendation").unwrap().register.name.as_str()), (count, "本市表彰"));
        assert!(books.with("[[register]]\ncode = 'x'").is_err());
        // One that the house reads itself keeps what the house reads.
        let refused = Registers::shipped().unwrap().with(&own.replace("commendation", "person")).unwrap_err().to_string();
        assert!(refused.ends_with("person: the house needs the field account"), "{refused}");
    }
}
