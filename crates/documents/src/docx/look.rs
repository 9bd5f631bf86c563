//! Fonts, sizes and distances of Word papers: what an office has installed, as GB/T 9704 asks for.

use app::document::model::{Paper, PressError};
use docx_rs::{
    AlignmentType, BreakType, Docx, LineSpacing, LineSpacingType, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders,
    Run, RunFonts, SpecialIndentType, Style, StyleType,
};

use crate::pdf::scale;
use crate::words::words;

/// The sizes of titles and of small type, in half points.
const TITLE: usize = 44;
const SMALL: usize = 24;
const TITLE_STYLE: &str = "PaperTitle";
const HEADING_STYLE: &str = "PaperHeading";

/// How the parts of one paper look. Sizes in half points, distances in twentieths of a point.
pub(super) struct Look {
    pub(super) size: usize,
    pub(super) table: usize,
    /// The width between the margins.
    pub(super) measure: usize,
    pitch: i32,
    indent: i32,
    body: RunFonts,
    title: RunFonts,
    heading: RunFonts,
}

/// The look that suits the length of the paper.
pub(super) fn of(paper: &Paper) -> Result<Look, PressError> {
    let fonts = &words()?.fonts;
    let named = |name: &str| RunFonts::new().east_asia(name).ascii(&fonts.latin).hi_ansi(&fonts.latin);
    let scale = scale::of(paper);
    Ok(Look {
        size: usize::from(scale.body.0),
        table: usize::from(scale.table.0),
        measure: usize::from(scale::measure(paper)),
        pitch: i32::from(scale.pitch.0) * 10,
        indent: i32::from(scale.body.0) * 20,
        body: named(&fonts.body),
        title: named(&fonts.title),
        heading: named(&fonts.heading),
    })
}

impl Look {
    /// The styles and what everything has unless it says otherwise.
    pub(super) fn dress(&self, book: Docx) -> Docx {
        let title =
            Style::new(TITLE_STYLE, StyleType::Paragraph).name("heading 1").fonts(self.title.clone()).size(TITLE).bold().outline_lvl(0);
        let heading =
            Style::new(HEADING_STYLE, StyleType::Paragraph).name("heading 2").fonts(self.heading.clone()).size(self.size).outline_lvl(1);
        book.default_fonts(self.body.clone()).default_size(self.size).add_style(title).add_style(heading)
    }

    /// A heading, which stays with what follows.
    pub(super) fn heading(&self, text: &str) -> Paragraph {
        self.indented(Paragraph::new().style(HEADING_STYLE).keep_next(true).add_run(Run::new().add_text(text)))
    }

    /// Running text, the first line two characters in.
    pub(super) fn paragraph(&self, text: &str) -> Paragraph {
        self.indented(Paragraph::new().align(AlignmentType::Both).add_run(Run::new().add_text(text)))
    }

    /// A label and its value.
    pub(super) fn labelled(&self, label: &str, value: &str) -> Paragraph {
        let label = Run::new().add_text(label).fonts(self.heading.clone());
        self.indented(Paragraph::new().align(AlignmentType::Both).add_run(label).add_run(Run::new().add_text(value)))
    }

    /// A note beside a thick rule.
    pub(super) fn notice(&self, text: &str) -> Paragraph {
        let mut note = Paragraph::new().indent(Some(240), None, None, None).add_run(Run::new().add_text(text).size(SMALL.min(self.size)));
        let rule = ParagraphBorder::new(ParagraphBorderPosition::Left).size(16).space(6);
        note.property = note.property.set_borders(ParagraphBorders::with_empty().set(rule));
        note
    }

    /// Organisation and day.
    pub(super) fn right(&self, text: &str) -> Paragraph {
        let paragraph = Paragraph::new().align(AlignmentType::Right).indent(None, None, Some(self.indent), None);
        paragraph.keep_lines(true).line_spacing(self.spacing()).add_run(Run::new().add_text(text))
    }

    fn indented(&self, paragraph: Paragraph) -> Paragraph {
        paragraph.indent(None, Some(SpecialIndentType::FirstLine(self.indent)), None, None).line_spacing(self.spacing())
    }

    fn spacing(&self) -> LineSpacing {
        LineSpacing::new().line_rule(LineSpacingType::Exact).line(self.pitch)
    }
}

/// The title, its lines in the middle.
pub(super) fn title(text: &str) -> Paragraph {
    let mut run = Run::new();
    for (at, one) in text.lines().enumerate() {
        run = if at == 0 { run.add_text(one) } else { run.add_break(BreakType::TextWrapping).add_text(one) };
    }
    Paragraph::new().style(TITLE_STYLE).align(AlignmentType::Center).line_spacing(LineSpacing::new().after(200)).add_run(run)
}

/// Small type at the left edge.
pub(super) fn small(text: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(text).size(SMALL))
}

/// Room between parts.
pub(super) fn gap() -> Paragraph {
    Paragraph::new().add_run(Run::new().size(SMALL))
}
