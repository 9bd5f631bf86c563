//! The letter of an appointment, to print and to seal.

use app::organisation::letter;
use app::text;
use axum::extract::Path;

use crate::failure::Answer;
use crate::guard::Visitor;
use crate::handed;

/// The letter as PDF.
pub async fn page(visitor: Visitor, Path(record): Path<String>) -> Answer {
    let (number, pdf) = letter::print(&visitor.cx, record.parse()?).await?;
    Ok(handed::pdf(&handed::paper("paper", text::code("letter", "title").to_owned(), number), pdf))
}
