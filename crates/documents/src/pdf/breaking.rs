//! Cuts text into lines by the rules of Chinese type setting.
//!
//! No line begins with a closing mark or ends with an opening one; words and numbers stay whole; marks that meet
//! share their empty halves; a full line is stretched to the measure.

use app::document::model::PressError;

use super::face::{Faces, Sign, Weight, printable};

const CLOSING: &str = "，。、；：）》」』】〉〕｝”’";
const OPENING: &str = "（《「『【〈〔｛“‘";
const NEVER_FIRST: &str = "！？…—·％‰℃°々～ー,.!?:;)]}%»";
const NEVER_LAST: &str = "([{¥￥＄$＃#№«";
/// Signs at least this wide are set in a square of their own.
const SQUARE: f32 = 0.9;
/// No gap is stretched by more than this part of the type size: readers of PDF take a tenth for a space.
const STRETCH: f32 = 0.095;

/// A sign with the width it takes in its line, in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed {
    pub(crate) sign: Sign,
    pub(crate) advance: f32,
}

/// One line of type.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(crate) placed: Vec<Placed>,
    /// How far the line begins from the left edge of its measure.
    pub(crate) indent: f32,
    pub(crate) width: f32,
    /// The type size.
    pub(crate) size: f32,
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) size: f32,
    pub(crate) weight: Weight,
    /// The width of a line.
    pub(crate) measure: f32,
    /// How far the first line of each paragraph begins from the left.
    pub(crate) indent: f32,
    /// Whether full lines are stretched to the measure.
    pub(crate) stretch: bool,
}

impl Setting {
    /// Type of this size in a measure: regular, no indent, not stretched.
    pub(crate) fn plain(size: f32, measure: f32) -> Self {
        Self { size, weight: Weight::Regular, measure, indent: 0.0, stretch: false }
    }
}

/// The lines of a text; each line feed begins a new paragraph.
pub(crate) fn lines(faces: &Faces, text: &str, setting: Setting) -> Result<Vec<Line>, PressError> {
    let mut all = Vec::new();
    for paragraph in text.trim_end().split('\n') {
        let signs: Vec<Sign> =
            printable(paragraph.trim()).map(|character| faces.sign(character, setting.weight)).collect::<Result<_, _>>()?;
        fill(squeeze(&signs, setting.size), setting, &mut all);
    }
    Ok(all)
}

/// The whole text as one line, however wide.
pub(crate) fn one_line(faces: &Faces, text: &str, size: f32, weight: Weight) -> Result<Line, PressError> {
    let signs: Vec<Sign> = printable(text).map(|character| faces.sign(character, weight)).collect::<Result<_, _>>()?;
    let placed = squeeze(&signs, size);
    Ok(Line { width: width(&placed), placed, indent: 0.0, size })
}

/// Two marks that meet share their empty halves.
fn squeeze(signs: &[Sign], size: f32) -> Vec<Placed> {
    let followers = signs.iter().skip(1).map(Some).chain([None]);
    let place = |(sign, next): (&Sign, Option<&Sign>)| {
        let shares = match next {
            Some(next) if is_square(next) => (closes(sign) && (closes(next) || opens(next))) || (opens(sign) && opens(next)),
            _ => false,
        };
        let part = if shares && is_square(sign) { sign.advance - 0.5 } else { sign.advance };
        Placed { sign: *sign, advance: part * size }
    };
    signs.iter().zip(followers).map(place).collect()
}

/// Fills lines with the signs of one paragraph.
fn fill(placed: Vec<Placed>, setting: Setting, into: &mut Vec<Line>) {
    let mut indent = setting.indent;
    let mut rest = placed.as_slice();
    loop {
        let room = (setting.measure - indent).max(setting.size);
        let fits = fitting(rest, room, setting.size);
        let (now, later) = rest.split_at(cut(rest, fits));
        let mut line = Line { placed: trimmed(now).to_vec(), indent, width: 0.0, size: setting.size };
        let more = !later.is_empty();
        if more || width(&line.placed) > room {
            halve_last(&mut line);
        }
        if more && setting.stretch {
            stretch(&mut line, room);
        }
        line.width = width(&line.placed);
        into.push(line);
        if !more {
            return;
        }
        let spaces = later.iter().take_while(|one| one.sign.character == ' ').count();
        rest = later.get(spaces..).unwrap_or_default();
        if rest.is_empty() {
            return;
        }
        indent = 0.0;
    }
}

/// How many signs fit; at least one. A closing mark at the end needs only its inked half.
fn fitting(signs: &[Placed], room: f32, size: f32) -> usize {
    let mut used = 0.0;
    for (at, one) in signs.iter().enumerate() {
        let needs = if closes(&one.sign) && is_square(&one.sign) { one.advance.min(0.5 * size) } else { one.advance };
        if used + needs > room + 0.01 && one.sign.character != ' ' {
            return at.max(1);
        }
        used += one.advance;
    }
    signs.len()
}

/// The last place at or before `fits` where the line may end; `fits` itself when there is none.
fn cut(signs: &[Placed], fits: usize) -> usize {
    if fits >= signs.len() {
        return signs.len();
    }
    (1..=fits).rev().find(|&at| may_break(signs, at)).unwrap_or(fits)
}

/// Whether a line may end before the sign at `at`.
fn may_break(signs: &[Placed], at: usize) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).and_then(|at| signs.get(at)), signs.get(at)) else {
        return false;
    };
    let (before, after) = (&before.sign, &after.sign);
    if before.character == ' ' {
        return true;
    }
    let barred = after.character == ' '
        || closes(after)
        || NEVER_FIRST.contains(after.character)
        || opens(before)
        || NEVER_LAST.contains(before.character)
        || (before.character.is_ascii_digit() && after.character == '元');
    !barred && (is_wide(before) || is_wide(after))
}

fn trimmed(signs: &[Placed]) -> &[Placed] {
    let spaces = signs.iter().rev().take_while(|one| one.sign.character == ' ').count();
    signs.get(..signs.len().saturating_sub(spaces)).unwrap_or(signs)
}

fn halve_last(line: &mut Line) {
    let half = line.size * 0.5;
    if let Some(last) = line.placed.last_mut().filter(|one| closes(&one.sign) && is_square(&one.sign)) {
        last.advance = last.advance.min(half);
    }
}

/// Spreads what is left of the measure over the gaps between Chinese signs and at spaces.
fn stretch(line: &mut Line, room: f32) {
    let left = room - width(&line.placed);
    let opens_gap = |pair: &[Placed]| match pair {
        [a, b] => is_wide(&a.sign) || is_wide(&b.sign) || a.sign.character == ' ',
        _ => false,
    };
    let gaps: Vec<bool> = line.placed.windows(2).map(opens_gap).collect();
    let count: f32 = gaps.iter().filter(|gap| **gap).map(|_| 1.0).sum();
    let each = if count > 0.0 { left / count } else { 0.0 };
    if each <= 0.0 || each > STRETCH * line.size {
        return;
    }
    for (one, gap) in line.placed.iter_mut().zip(gaps) {
        if gap {
            one.advance += each;
        }
    }
}

fn width(placed: &[Placed]) -> f32 {
    placed.iter().map(|one| one.advance).sum()
}

fn closes(sign: &Sign) -> bool {
    CLOSING.contains(sign.character)
}

fn opens(sign: &Sign) -> bool {
    OPENING.contains(sign.character)
}

fn is_square(sign: &Sign) -> bool {
    sign.advance >= SQUARE
}

/// Chinese characters and marks, between which a line may break.
fn is_wide(sign: &Sign) -> bool {
    is_square(sign) && !sign.character.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, measure: f32) -> Vec<String> {
        let setting = Setting { stretch: true, ..Setting::plain(10.0, measure) };
        let lines = lines(Faces::get().unwrap(), text, setting).unwrap();
        for line in &lines {
            assert!(line.width <= measure + 0.1, "{} is wider than {measure}", line.width);
        }
        lines.iter().map(|line| line.placed.iter().map(|one| one.sign.character).collect()).collect()
    }

    #[test]
    fn marks_stay_with_their_words() {
        assert_eq!(set("甲方乙方，丙方", 45.0), ["甲方乙方，", "丙方"], "the inked half of a closing mark fits");
        assert_eq!(set("甲方乙方，丙方", 40.0), ["甲方乙", "方，丙方"], "a closing mark takes its word along");
        assert_eq!(set("甲方乙（丙）方", 40.0), ["甲方乙", "（丙）方"], "an opening mark goes to the next line");
        assert_eq!(set("甲方乙方丙……丁", 60.0), ["甲方乙方", "丙……丁"]);
    }

    #[test]
    fn numbers_and_words_stay_whole_unless_they_are_too_long() {
        assert_eq!(set("共计 27600.50 元整", 60.0), ["共计", "27600.50 元", "整"]);
        assert_eq!(set("AAAAAAAAAAAAAAAA", 40.0).concat(), "AAAAAAAAAAAAAAAA");
        assert_eq!(set("", 40.0), [""]);
        assert_eq!(set("。。。。。。。。", 20.0).concat(), "。。。。。。。。");
    }

    #[test]
    fn no_line_breaks_the_rules_in_a_long_text() {
        let text = "双方当事人约定：（一）自本协议生效之日起10日内，申请人“张三”一次性收到人民币27,600.00元（大写：贰万柒仟陆佰元整）；（二）逾期不付的，依照《中华人民共和国民法典》第五百七十七条处理！".repeat(20);
        for measure in [100.0, 137.0, 200.0, 251.0, 434.0] {
            let lines = set(&text, measure);
            assert_eq!(lines.concat(), text);
            for line in &lines {
                assert!(!line.starts_with(|c| CLOSING.contains(c) || NEVER_FIRST.contains(c)), "{line}");
                assert!(!line.ends_with(|c| OPENING.contains(c)), "{line}");
            }
        }
    }
}
