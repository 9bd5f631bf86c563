//! Full width and half width: what Chinese input methods write as `１３８（手机）` and everybody else as `138(手机)`.

/// A letter, digit, sign or blank of full width as the ordinary one; everything else as it is.
pub(super) fn half(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    }
}

/// A text in half width, without blanks around it.
pub fn narrow(text: &str) -> String {
    text.chars().map(half).collect::<String>().trim().to_owned()
}

/// A text as it is compared: in half width, letters small, no blanks at all.
pub fn folded(text: &str) -> String {
    text.chars().map(half).filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{folded, narrow};

    #[test]
    fn full_width_becomes_half_and_chinese_stays() {
        assert_eq!(narrow("　１３８　００"), "138 00");
        assert_eq!(narrow("（ＡＢｃ）～！"), "(ABc)~!");
        assert_eq!(narrow("吾买尔·艾力，「甲」。"), "吾买尔·艾力,「甲」。");
    }

    #[test]
    fn what_is_compared_knows_no_width_no_case_and_no_blank() {
        assert_eq!(folded(" ＡＢ c　１ "), "abc1");
        assert_eq!(folded("柳江 劳动"), folded("柳江　劳动"));
    }
}
