//! The words and choices of a register's form: they stand in its book.

use app::lists::Lists;
use app::organisation::MediatorFilter;
use app::organisation::register::pick::{ANOTHER, Pick, is_named, pick};
use app::organisation::register::{Book, with_words};
use app::{Ctx, text};
use domain::kernel::{Fault, Spec};
use domain::organisation::register::Field;
use serde_json::Value;

use super::fill::Limits;
use crate::look::form::{Labels, Options};
use crate::look::view::{Control, FieldView, FormView};

/// The words of a book.
pub(super) struct BookWords<'a>(pub(super) &'a Book);

impl Labels for BookWords<'_> {
    fn label(&self, _: &str, field: &str) -> String {
        self.0.register.field(field).map_or_else(|| field.to_owned(), |found| found.label.clone())
    }
    fn hint(&self, _: &str, field: &str) -> Option<String> {
        self.0.register.field(field).and_then(|found| found.hint.clone())
    }
    fn choice(&self, group: &str, code: &str) -> String {
        text::code(group, code).to_owned()
    }
    fn fault(&self, fault: &Fault) -> String {
        text::fault(fault)
    }
}

/// A choice: value, label, a few more words.
type Choice = (String, String, Option<String>);

/// The choices of a book's form.
pub(super) struct BookChoices<'a> {
    book: &'a Book,
    lists: &'a Lists,
    /// What each field offers.
    found: Vec<(String, Vec<Choice>)>,
    /// Fields that ask for a name, with what is typed there.
    written: Vec<(String, String)>,
    limits: &'a Limits,
}

impl<'a> BookChoices<'a> {
    /// Looks up what the book's form may choose for what is typed in it: organisations, people, records of other books.
    pub(super) async fn of(cx: &'a Ctx, book: &'a Book, (specs, limits): (&[Spec], &'a Limits), typed: &Value) -> app::Result<Self> {
        let (mut found, mut written) = (Vec::new(), Vec::new());
        let asked = |field: &&Field| is_named(field) && specs.iter().any(|spec| spec.name == field.name);
        for field in book.register.fields.iter().filter(asked) {
            let text = typed.get(&field.name).and_then(Value::as_str).unwrap_or_default();
            let Pick { choices, whole } = pick(cx, book, field, text).await?;
            let mut choices: Vec<Choice> = with_words(cx, field, choices, typed).await?;
            if !whole && choices.is_empty() {
                let text = if text == ANOTHER { "" } else { text };
                written.push((field.name.clone(), text.to_owned()));
            } else if !whole {
                choices.push((ANOTHER.to_owned(), text::code("page_register", "another").to_owned(), None));
            }
            found.push((field.name.clone(), choices));
        }
        Ok(Self { book, lists: &cx.app.lists, found, written, limits })
    }

    /// Fields with too many choices ask for a name.
    pub(super) fn asking(&self, mut form: FormView) -> FormView {
        for (name, text) in &self.written {
            let asks = |field: &mut FieldView| {
                field.hint.get_or_insert_with(|| text::code("page_register", "write_the_name").to_owned());
                field.control = Control::Input { kind: "text", value: text.clone(), inputmode: "", maxlength: Some(200), list: None };
            };
            form = form.with(name, asks);
        }
        form
    }
}

/// Everybody who mediates, by name.
pub(super) async fn accounts(cx: &Ctx) -> app::Result<Vec<Choice>> {
    let (mut choices, mut after): (Vec<Choice>, _) = (Vec::new(), None);
    loop {
        let page = app::organisation::mediators(cx, &MediatorFilter { inactive_too: true, ..MediatorFilter::default() }, after).await?;
        after = page.rows.last().map(|one| one.row.account);
        choices.extend(page.rows.into_iter().map(|one| (one.row.account.to_string(), one.name, None)));
        if !page.more || after.is_none() {
            choices.sort_by(|one, other| one.1.cmp(&other.1));
            return Ok(choices);
        }
    }
}

impl Options for BookChoices<'_> {
    fn options(&self, list: &str) -> Vec<Choice> {
        if let Some((_, choices)) = self.found.iter().find(|(name, _)| name == list) {
            return choices.clone();
        }
        let own = list.split_once('.').filter(|(code, _)| *code == self.book.register.code);
        if let Some(field) = own.and_then(|(_, name)| self.book.register.field(name)) {
            let fits = |code: &String| self.limits.get(&field.name).is_none_or(|codes| codes.contains(code));
            return field.items.iter().filter(|item| fits(&item.code)).map(|item| (item.code.clone(), item.name.clone(), None)).collect();
        }
        self.lists.entries(list).iter().map(|entry| (entry.code.clone(), entry.name.clone(), None)).collect()
    }
}
