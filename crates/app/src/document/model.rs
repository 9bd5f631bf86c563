//! The plain model of a paper and of a spreadsheet, and the port that prints them.
//!
//! Nothing here knows PDF or XLSX; the `documents` room does. Next: `documents::OfficePress`.

use domain::kernel::{Day, Money};

/// One paper of a case, in the order in which it is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paper {
    /// The stable code of the sort of paper.
    pub kind: &'static str,
    /// The heading, centred.
    pub title: String,
    /// The number under the heading.
    pub number: Option<String>,
    /// Labels with their values: parties, mediators, case.
    pub head: Vec<(String, String)>,
    /// What the paper says.
    pub body: Vec<Block>,
    /// Places for signatures, two beside each other.
    pub signatures: Vec<SignaturePlace>,
    /// The organisation whose seal is put on the paper.
    pub seal: Option<String>,
    /// The day of the paper as it is written on it.
    pub date: Option<String>,
    /// How many copies there are and who keeps them.
    pub copies: Option<String>,
    /// Wide tables: the sheet lies on its side.
    pub wide: bool,
    /// The day that the file carries as the day it was made; the same paper always gives the same file.
    pub day: Option<Day>,
    /// Where the paper can be checked, once it is issued.
    pub check: Option<Check>,
}

/// What stands at the foot of an issued paper so that anybody who holds it can check it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Check {
    /// The address of the check page for this paper, whole; it is drawn as a QR code and stands beside it in letters.
    pub url: String,
    /// The code that opens the page for who holds the paper.
    pub code: String,
}

/// One part of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text; a line feed begins a new paragraph.
    Paragraph(String),
    /// A heading; stays with what follows.
    Heading(String),
    /// Paragraphs numbered from 1.
    Numbered(Vec<String>),
    /// A table with borders; its head is repeated on each page.
    Table {
        /// The columns, left to right.
        columns: Vec<Column>,
        /// The rows; missing cells stay empty.
        rows: Vec<Vec<String>>,
    },
    /// A note set apart from the body, in smaller type.
    Notice(String),
    /// A signature that was made: who, how and when, and what was drawn.
    Hand {
        /// Who signed.
        label: String,
        /// How and when.
        lines: Vec<String>,
        /// What was drawn, as SVG.
        svg: Option<String>,
    },
}

/// One column of a table on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The text in the head.
    pub title: String,
    /// Where the cells' text stands.
    pub align: Align,
    /// The share of the width, relative to the other columns.
    pub weight: u16,
}

/// Where text stands in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right edge.
    Right,
}

/// A place where somebody signs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignaturePlace {
    /// Who signs here, e.g. as which party.
    pub label: String,
    /// The name, when the signature has been recorded; otherwise a line to sign on.
    pub name: Option<String>,
    /// The day of signing, when recorded; otherwise room to write it.
    pub day: Option<String>,
}

/// One table for a spreadsheet program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// The name on the tab.
    pub name: String,
    /// The heading above the table; none when empty.
    pub title: String,
    /// The columns, left to right.
    pub columns: Vec<SheetColumn>,
    /// The rows, top to bottom.
    pub rows: Vec<Vec<Cell>>,
}

/// One column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetColumn {
    /// The text in the head row.
    pub title: String,
    /// The width in Latin characters (a Chinese character takes two).
    pub width: u16,
    /// What its cells hold.
    pub kind: ColumnKind,
}

/// What the cells of a column hold; decides how an empty column looks and aligns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColumnKind {
    /// Words.
    #[default]
    Text,
    /// Amounts in yuan.
    Money,
    /// Days.
    Day,
    /// Counts.
    Number,
}

/// One cell of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell {
    /// Words; never read as a formula.
    Text(String),
    /// An amount.
    Money(Money),
    /// A day.
    Day(Day),
    /// A count.
    Number(i64),
    /// Nothing.
    #[default]
    Empty,
}

/// Many papers bound into one file: a dossier with cover and catalogue, or a stack that is printed as one job.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Binder {
    /// What is bound, e.g. the dossier of a case; the title of the file.
    pub title: String,
    /// The number on the cover.
    pub number: Option<String>,
    /// Labels with their values on the cover.
    pub head: Vec<(String, String)>,
    /// The organisation that keeps it, at the foot of the cover.
    pub keeper: Option<String>,
    /// The day on the cover, and that the file carries.
    pub day: Option<Day>,
    /// With cover, catalogue and page numbers that run through; a stack has none of them, each paper counts its own pages.
    pub sort: BinderSort,
    /// What is bound, in order.
    pub parts: Vec<Part>,
}

/// How papers are bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BinderSort {
    /// Cover, catalogue with page numbers, then every part, numbered through.
    #[default]
    Dossier,
    /// One paper after the other, each beginning on the front of a sheet.
    Stack,
}

/// One part of a binder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The name in the catalogue and among the bookmarks.
    pub title: String,
    /// The day in the catalogue, as it is written there.
    pub date: String,
    /// What is bound.
    pub content: PartContent,
}

/// What a part of a binder is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartContent {
    /// A paper, set here.
    Paper(Box<Paper>),
    /// A PDF as it is kept; its pages are taken over unchanged, without scripts and forms.
    Pdf(Vec<u8>),
    /// A picture (JPEG or PNG), which gets a page of its own.
    Picture(Vec<u8>),
}

/// Prints papers and sheets.
pub trait Press: Send + Sync {
    /// The paper as A4 PDF (PDF/A-2a, PDF/UA-1). The same paper gives the same bytes.
    fn pdf(&self, paper: &Paper) -> Result<Vec<u8>, PressError>;
    /// The paper as a Word document that can be edited. The same paper gives the same bytes.
    fn docx(&self, paper: &Paper) -> Result<Vec<u8>, PressError>;
    /// Many papers as one PDF with bookmarks. The same binder gives the same bytes.
    fn binder(&self, binder: &Binder) -> Result<Vec<u8>, PressError>;
    /// The sheet as XLSX. The same sheet gives the same cells.
    fn xlsx(&self, sheet: &Sheet) -> Result<Vec<u8>, PressError>;
    /// The QR code of an address, as SVG that stands in a page or on paper.
    fn qr(&self, address: &str) -> Result<String, PressError>;
    /// Files with their names as one ZIP. The same files give the same bytes.
    fn folder(&self, files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, PressError>;
}

/// Why something could not be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PressError {
    /// No font of the house has this character: print it wrong or leave it out is never done.
    #[error("no font has the character {character} (U+{:04X})", u32::from(*character))]
    MissingGlyph {
        /// The character.
        character: char,
    },
    /// A part of a binder is not what it says it is, or is damaged or locked.
    #[error("the part {part} could not be bound: {why}")]
    Unbound {
        /// Its place among the parts, from 1.
        part: usize,
        /// What is wrong with it.
        why: String,
    },
    /// The program that writes the file refused.
    #[error("the paper could not be made: {0}")]
    Engine(String),
}
