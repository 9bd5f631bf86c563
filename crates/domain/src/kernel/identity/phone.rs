//! Telephone numbers: mobiles, landlines with their area code, service numbers and hotlines, in one spelling.

use super::{IdentityFault, all_digits, plain};

/// A telephone number of mainland China: `13800004417`, `0772-3211234-801`, `400-820-8820`, `12333`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone {
    pub(super) number: String,
}

/// 11 digits, 1 and then 3–9.
fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && digits.chars().nth(1).is_some_and(|c| matches!(c, '3'..='9'))
}

/// Area code and number written without a dash: 010 and 02x have three digits, all others four.
fn split_area(digits: &str) -> Option<(&str, &str)> {
    let short = digits.starts_with("01") || digits.starts_with("02");
    let fits = |at: usize| digits.split_at_checked(at).filter(|(_, rest)| matches!(rest.len(), 7 | 8));
    if short { fits(3).or_else(|| fits(4)) } else { fits(4).or_else(|| fits(3)) }
}

/// `0772-3211234` or `07723211234`, either with `-801` behind.
fn landline(parts: &[&str]) -> Option<String> {
    let (area, local, extension) = match *parts {
        [whole] => (split_area(whole)?.0, split_area(whole)?.1, None),
        [whole, extension] if whole.len() > 4 => (split_area(whole)?.0, split_area(whole)?.1, Some(extension)),
        [area, local] => (area, local, None),
        [area, local, extension] => (area, local, Some(extension)),
        _ => return None,
    };
    if !area.starts_with('0') || !matches!(area.len(), 3 | 4) || !matches!(local.len(), 7 | 8) {
        return None;
    }
    match extension {
        Some(extension) if extension.len() > 6 => None,
        Some(extension) => Some(format!("{area}-{local}-{extension}")),
        None => Some(format!("{area}-{local}")),
    }
}

impl Phone {
    /// Reads a mobile (with or without +86), a landline with its area code, a 400/800 number or a hotline.
    pub fn parse(text: &str) -> Result<Self, IdentityFault> {
        let typed = plain(text).replace(['(', ')'], "-").replace('转', "-");
        let typed = typed.trim_matches('-');
        let abroad = ["+86", "0086", "86"].into_iter().find_map(|code| typed.strip_prefix(code));
        let local = abroad.map(|rest| rest.trim_start_matches('-'));
        let found = Self::domestic(typed).or_else(|| local.filter(|rest| !rest.starts_with("12")).and_then(Self::domestic));
        found.map(|number| Self { number }).ok_or(IdentityFault::PhoneFormat)
    }

    fn domestic(text: &str) -> Option<String> {
        const HOTLINES: [&str; 5] = ["12333", "12345", "12348", "12351", "12368"];
        let parts: Vec<&str> = text.split('-').collect();
        if !parts.iter().all(|part| all_digits(part)) {
            return None;
        }
        let digits = parts.concat();
        if is_mobile(&digits) || HOTLINES.contains(&text) {
            return Some(digits);
        }
        if digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800")) {
            let (service, rest) = digits.split_at_checked(3)?;
            let (first, last) = rest.split_at_checked(3)?;
            return Some(format!("{service}-{first}-{last}"));
        }
        landline(&parts)
    }

    /// A mobile, which can get short messages.
    pub fn is_mobile(&self) -> bool {
        is_mobile(&self.number)
    }
}
