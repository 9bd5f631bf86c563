//! Pictures of a dossier. A JPEG goes into a page of its own as it is, so that a hundred photographs are never unpacked at once;
//! a PNG is handed to Typst. What is damaged or too large is refused before it is unpacked.

use std::fmt::Write;

use imagesize::ImageType;
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage};

/// The most that one picture may have, in pixels: five times a good telephone's.
const LARGEST: usize = 60_000_000;
/// The size of a page, and how much of it a picture may take, in points.
const A4: (f64, f64) = (595.276, 841.89);
const FRAME: f64 = 36.0;

/// A picture, ready to be bound.
pub(crate) enum Ready {
    /// One page of PDF with the picture on it.
    Page(Vec<u8>),
    /// A PNG, wider than high or not.
    Png {
        /// Whether its page lies on its side.
        flipped: bool,
    },
}

/// Looks at a picture.
///
/// # Errors
/// What is wrong with it, in words.
pub(crate) fn read(bytes: &[u8]) -> Result<Ready, &'static str> {
    let kind = imagesize::image_type(bytes).map_err(|_| "it is no picture")?;
    let size = imagesize::blob_size(bytes).map_err(|_| "its size can't be read")?;
    if size.width.saturating_mul(size.height) > LARGEST || size.width == 0 || size.height == 0 {
        return Err("the picture is too large");
    }
    let format = match kind {
        ImageType::Png => ExchangeFormat::Png,
        ImageType::Jpeg => ExchangeFormat::Jpg,
        _ => return Err("it is neither JPEG nor PNG"),
    };
    let turned = RasterImage::plain(Bytes::new(bytes.to_vec()), format).map(|picture| picture.exif_rotation().unwrap_or(1));
    // Unpacking was the test; what was unpacked is not kept.
    comemo::evict(0);
    let turned = turned.map_err(|_| "the picture is damaged")?;
    match kind {
        ImageType::Jpeg => page(bytes, size.width, size.height, turned).map(Ready::Page),
        _ => Ok(Ready::Png { flipped: size.width > size.height }),
    }
}

/// How a camera held on its side is put upright: the matrix that maps the unit square onto itself, and whether sides change places.
fn upright(turned: u32) -> ([i8; 6], bool) {
    match turned {
        2 => ([-1, 0, 0, 1, 1, 0], false),
        3 => ([-1, 0, 0, -1, 1, 1], false),
        4 => ([1, 0, 0, -1, 0, 1], false),
        5 => ([0, -1, -1, 0, 1, 1], true),
        6 => ([0, -1, 1, 0, 0, 1], true),
        7 => ([0, 1, 1, 0, 0, 0], true),
        8 => ([0, 1, -1, 0, 1, 0], true),
        _ => ([1, 0, 0, 1, 0, 0], false),
    }
}

/// One page of A4 with the JPEG in its middle.
fn page(jpeg: &[u8], width: usize, height: usize, turned: u32) -> Result<Vec<u8>, &'static str> {
    let colours = match components(jpeg) {
        Some(1) => "/DeviceGray",
        Some(3) => "/DeviceRGB",
        Some(4) => "/DeviceCMYK /Decode [1 0 1 0 1 0 1 0]",
        _ => return Err("the picture is damaged"),
    };
    let (matrix, swapped) = upright(turned);
    let matrix = matrix.map(|part| part.to_string()).join(" ");
    let side = |pixels: usize| u32::try_from(pixels).map(f64::from).map_err(|_| "the picture is too large");
    let (across, up) = if swapped { (side(height)?, side(width)?) } else { (side(width)?, side(height)?) };
    let (wide, tall) = if across > up { (A4.1, A4.0) } else { A4 };
    let scale = ((wide - 2.0 * FRAME) / across).min((tall - 2.0 * FRAME) / up);
    let (shown, high) = (across * scale, up * scale);
    let (left, low) = ((wide - shown) / 2.0, (tall - high) / 2.0);
    let draw = format!("q {shown:.3} 0 0 {high:.3} {left:.3} {low:.3} cm {matrix} cm /P Do Q");
    let head = format!(
        "<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8 /ColorSpace {colours} /Filter /DCTDecode /Length {} >>",
        jpeg.len()
    );
    let objects: [(String, Option<&[u8]>); 5] = [
        ("<< /Type /Catalog /Pages 2 0 R >>".to_owned(), None),
        ("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(), None),
        (
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide:.3} {tall:.3}] /Contents 4 0 R /Resources << /XObject << /P 5 0 R >> >> >>"
            ),
            None,
        ),
        (format!("<< /Length {} >>", draw.len()), Some(draw.as_bytes())),
        (head, Some(jpeg)),
    ];
    Ok(file(&objects))
}

/// A PDF of these objects, numbered from 1; the first is its root.
fn file(objects: &[(String, Option<&[u8]>)]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (number, (head, stream)) in (1..).zip(objects) {
        // Writing to a string never fails.
        let _ = writeln!(table, "{:010} 00000 n ", out.len());
        out.extend(format!("{number} 0 obj\n{head}\n").into_bytes());
        if let Some(stream) = stream {
            out.extend(b"stream\n");
            out.extend(*stream);
            out.extend(b"\nendstream\n");
        }
        out.extend(b"endobj\n");
    }
    let (at, count) = (out.len(), objects.len() + 1);
    out.extend(format!("xref\n0 {count}\n{table}trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n").into_bytes());
    out
}

/// How many colours the frame of a JPEG has.
fn components(jpeg: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let (&mark, &code) = (jpeg.get(at)?, jpeg.get(at + 1)?);
        if mark != 0xff {
            return None;
        }
        match code {
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            // Frames of every sort, but not the three other tables among them.
            0xc0..=0xcf if !matches!(code, 0xc4 | 0xc8 | 0xcc) => return jpeg.get(at + 9).copied(),
            _ => at += 2 + usize::from(u16::from_be_bytes([*jpeg.get(at + 2)?, *jpeg.get(at + 3)?])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::upright;

    #[test]
    fn every_way_to_hold_a_camera_keeps_the_picture_in_its_square() {
        let square = [(0, 0), (1, 0), (0, 1), (1, 1)];
        for turned in 0..=9 {
            let (matrix, swapped) = upright(turned);
            let moved = square.map(|(x, y)| (matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]));
            assert!(square.iter().all(|corner| moved.contains(corner)), "{turned}: {moved:?}");
            assert_eq!(swapped, matrix[0] == 0);
        }
    }
}
