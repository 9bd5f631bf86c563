//! QR codes as drawings: the one on a paper leads to its check page.

use std::fmt::Write;

use app::document::model::PressError;
use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};

/// Light squares around the code, as its standard asks for.
const MARGIN: usize = 4;

/// The code as SVG: one path of dark squares.
pub(crate) fn svg(address: &str) -> Result<String, PressError> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M)
        .map_err(|_| PressError::Engine("the address is too long for a QR code".to_owned()))?;
    let width = code.width().max(1);
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (at % width + MARGIN, at / width + MARGIN);
            // Writing to a string never fails.
            let _ = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    let side = width + 2 * MARGIN;
    Ok(format!(r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path fill="#000" d="{path}"/></svg>"##))
}
