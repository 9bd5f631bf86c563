//! Paper: PDF and XLSX. Implements `app::document::model::Press`.
//!
//! [`xlsx`] writes sheets, [`pdf`] sets papers; both only know the plain model.

mod pdf;
mod xlsx;

use app::document::model::{Binder, Paper, Press, PressError, Sheet};

/// The press of the house: PDF with embedded fonts, XLSX with real numbers and days.
#[derive(Debug, Clone, Copy, Default)]
pub struct OfficePress;

impl Press for OfficePress {
    fn pdf(&self, paper: &Paper) -> Result<Vec<u8>, PressError> {
        pdf::press(paper)
    }

    fn docx(&self, _paper: &Paper) -> Result<Vec<u8>, PressError> {
        Err(PressError::Engine("not yet".to_owned()))
    }

    fn binder(&self, _binder: &Binder) -> Result<Vec<u8>, PressError> {
        Err(PressError::Engine("not yet".to_owned()))
    }

    fn xlsx(&self, sheet: &Sheet) -> Result<Vec<u8>, PressError> {
        xlsx::press(sheet)
    }
}
