//! Files put into one ZIP. Nothing is packed (PDFs and pictures are packed already) and no clock is asked, so the same files give the same bytes.

use std::io::{Cursor, Write as _};

use app::document::model::PressError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Writes the folder.
pub(crate) fn press(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, PressError> {
    let broken = |why: String| PressError::Engine(why);
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).last_modified_time(DateTime::DEFAULT);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), plain).map_err(|why| broken(why.to_string()))?;
        zip.write_all(bytes).map_err(|why| broken(why.to_string()))?;
    }
    Ok(zip.finish().map_err(|why| broken(why.to_string()))?.into_inner())
}
