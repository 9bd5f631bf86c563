//! Paper: PDF, DOCX and XLSX, and tables that people bring. Implements `app::document::model::Press` and `app::port::Tables`.
//!
//! One model, two looks: [`pdf`] sets papers with Typst, [`docx`] writes them for people who go on editing; [`xlsx`] writes sheets.
//! All only know the plain model.

mod docx;
mod folder;
mod pdf;
mod table;
mod text;
mod words;
mod xlsx;

use std::sync::{Arc, LazyLock};

use app::document::model::{Binder, Paper, Press, PressError, Sheet};
use pdf::faces::Faces;
pub use table::OfficeTables;

/// The fonts of the house, read once for all presses without fonts of their own.
static HOUSE: LazyLock<Result<Arc<Faces>, PressError>> = LazyLock::new(|| Faces::new(Vec::new()).map(Arc::new));

/// The press of the house: archival PDF with embedded fonts, DOCX, XLSX with real numbers and days.
#[derive(Debug, Clone, Default)]
pub struct OfficePress {
    own: Option<Arc<Faces>>,
}

impl OfficePress {
    /// A press with fonts of the office (whole files: TTF, OTF, TTC), which come before those of the house.
    ///
    /// # Errors
    /// [`PressError::Engine`] when a font of the house can't be read.
    pub fn with_fonts(fonts: Vec<Vec<u8>>) -> Result<Self, PressError> {
        Ok(Self { own: Some(Arc::new(Faces::new(fonts)?)) })
    }

    fn faces(&self) -> Result<Arc<Faces>, PressError> {
        self.own.clone().map_or_else(|| HOUSE.clone(), Ok)
    }
}

impl Press for OfficePress {
    fn pdf(&self, paper: &Paper) -> Result<Vec<u8>, PressError> {
        pdf::press(&*self.faces()?, paper)
    }

    fn docx(&self, paper: &Paper) -> Result<Vec<u8>, PressError> {
        docx::press(paper)
    }

    fn binder(&self, binder: &Binder) -> Result<Vec<u8>, PressError> {
        pdf::binder::press(&*self.faces()?, binder)
    }

    fn xlsx(&self, sheet: &Sheet) -> Result<Vec<u8>, PressError> {
        xlsx::press(sheet)
    }

    fn qr(&self, address: &str) -> Result<String, PressError> {
        pdf::qr::svg(address)
    }

    fn folder(&self, files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, PressError> {
        folder::press(files)
    }
}
