//! A refusal as an error beside its field, with the sentence that fits the field and its values.

use app::text;
use domain::case::Refusal;

use crate::look::view::{Crumb, ErrorLine, FormView};

/// The form with the refusal shown: at its field, and in the summary above.
pub(crate) fn shown(form: FormView, refusal: &Refusal) -> FormView {
    let sentence = text::refusal(refusal);
    let mut line = ErrorLine { id: None, trail: Vec::new(), text: sentence.clone() };
    let mut form = match refusal.field {
        Some(field) => form.with(field, |view| {
            line.id = Some(view.id.clone());
            line.trail = vec![Crumb { label: view.label.clone(), row: None }];
            view.error = Some(sentence);
        }),
        None => form,
    };
    form.summary.lines.push(line);
    form
}
