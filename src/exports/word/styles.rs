//! Word styles for the title, headings, text, lists, and tables.

use docx_rs::{
    AbstractNumbering, BorderType, Docx, Level, LevelJc, LevelText, LineSpacing, LineSpacingType, NumberFormat,
    Numbering, RunFonts, SpecialIndentType, Start, Style, StyleType, TableBorder, TableBorderPosition, TableBorders,
};

/// The numbering id of lists.
pub const BULLETS: usize = 2;

/// Background color of a table header.
pub const SHADE: &str = "E6EBF1";

const INK: &str = "1F3A5F";
const LINE: &str = "B8C2CC";
const FONT: &str = "Calibri";

/// A style: id, Word's name, size in half points, and space before and after in twentieths of a point.
struct Look {
    id: &'static str,
    name: &'static str,
    size: usize,
    before: u32,
    after: u32,
    is_heading: Option<usize>,
}

const LOOKS: [Look; 11] = [
    Look { id: "Title", name: "Title", size: 44, before: 0, after: 160, is_heading: None },
    Look { id: "Heading1", name: "heading 1", size: 30, before: 220, after: 60, is_heading: Some(0) },
    Look { id: "Heading2", name: "heading 2", size: 25, before: 260, after: 80, is_heading: Some(1) },
    Look { id: "BodyText", name: "Body Text", size: 21, before: 0, after: 110, is_heading: None },
    Look { id: "Quote", name: "Quote", size: 21, before: 0, after: 110, is_heading: None },
    Look { id: "ListBullet", name: "List Bullet", size: 21, before: 0, after: 50, is_heading: None },
    Look { id: "Fact", name: "Fact", size: 21, before: 50, after: 50, is_heading: None },
    Look { id: "TableHead", name: "Table Head", size: 19, before: 0, after: 0, is_heading: None },
    Look { id: "TableText", name: "Table Text", size: 19, before: 0, after: 0, is_heading: None },
    Look { id: "AfterTable", name: "After Table", size: 8, before: 0, after: 60, is_heading: None },
    Look { id: "Footer", name: "footer", size: 17, before: 0, after: 0, is_heading: None },
];

/// Adds styles and the list numbering to a document.
pub fn add_styles(docx: Docx) -> Docx {
    let fonts = RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT).east_asia(FONT);
    let docx = docx.default_fonts(fonts).default_size(21);
    let table = Style::new("PlanTable", StyleType::Table).name("Plan Table").clear_all_border();
    let docx = LOOKS.iter().fold(docx, |docx, look| docx.add_style(style(look))).add_style(table);
    docx.add_abstract_numbering(bullets()).add_numbering(Numbering::new(BULLETS, BULLETS))
}

fn style(look: &Look) -> Style {
    let spacing = LineSpacing::new().before(look.before).after(look.after).line(259).line_rule(LineSpacingType::Auto);
    let style = Style::new(look.id, StyleType::Paragraph)
        .name(look.name)
        .based_on("Normal")
        .size(look.size)
        .line_spacing(spacing);
    match (look.is_heading, look.id) {
        (Some(level), _) => style.bold().color(INK).outline_lvl(level).next("BodyText"),
        (None, "Title") => style.bold().color(INK).next("BodyText"),
        (None, "TableHead") => style.bold(),
        (None, "Quote") => style.italic().indent(Some(420), None, None, None),
        _ => style,
    }
}

/// Returns one level of bullets.
fn bullets() -> AbstractNumbering {
    let level = Level::new(0, Start::new(1), NumberFormat::new("bullet"), LevelText::new("•"), LevelJc::new("left"));
    let level = level.indent(Some(420), Some(SpecialIndentType::Hanging(240)), None, None);
    AbstractNumbering::new(BULLETS).add_level(level)
}

/// Returns thin lines between rows, none between columns.
pub fn borders() -> TableBorders {
    let lines = [TableBorderPosition::Top, TableBorderPosition::Bottom, TableBorderPosition::InsideH];
    let line = |at| TableBorder::new(at).border_type(BorderType::Single).size(4).color(LINE);
    lines.into_iter().fold(TableBorders::with_empty(), |borders, at| borders.set(line(at)))
}
