//! The outline as a Word document with real heading styles for navigation.

mod package;
mod styles;

use docx_rs::{
    AlignmentType, BreakType, Docx, Footer, IndentLevel, NumberingId, PageMargin, PageNum, Paragraph, Run, Shading,
    Table, TableCell, TableCellMargins, TableLayoutType, TableRow, WidthType,
};
use jiff::civil::Date;

use super::markdown::mark;
use super::outline::{Block, Outline, TableColumn};
use super::{Export, OutlineFile, outline};
use crate::words::fill_text;

/// US Letter page size, in twentieths of a point.
const PAGE: (u32, u32) = (12_240, 15_840);
const MARGIN: i32 = 1_134;
/// The width of the text.
const WIDTH: usize = PAGE.0 as usize - 2 * MARGIN as usize;

pub(super) const EXPORT: Export = Export {
    id: "word",
    file: "plan.docx",
    media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    about: "a Word document",
    page: Some(("/plan.docx", "document.word")),
    make: |plan| word(&outline(plan), plan.review.facts.plan.looked_at()),
    update: None,
};

pub(super) const RECORD: OutlineFile = OutlineFile {
    file: "decision.docx",
    media: EXPORT.media,
    page: ("/decision.docx", "decision.save_word"),
    make: word,
};

pub(super) const HANDOUT: OutlineFile =
    OutlineFile { file: "suggestion.docx", page: ("/handout.docx", "handout.save_word"), ..RECORD };

/// Returns the outline as a Word file of a date.
fn word(outline: &Outline, date: Option<Date>) -> Vec<u8> {
    package::pack(build(outline).build(), &outline.title, date)
}

fn build(outline: &Outline) -> Docx {
    let mut writer = DocxWriter { docx: page(&outline.title), paragraphs: 1 };
    let title = writer.paragraph("Title", &outline.title);
    writer.put(title);
    for block in &outline.blocks {
        writer.block(block);
    }
    writer.docx
}

/// Returns an empty document with styles, page, and footer.
fn page(title: &str) -> Docx {
    let margin = PageMargin {
        top: MARGIN,
        left: MARGIN,
        bottom: MARGIN,
        right: MARGIN,
        header: MARGIN / 2,
        footer: MARGIN / 2,
        ..PageMargin::default()
    };
    let footer = Paragraph::new()
        .id("00000001")
        .style("Footer")
        .align(AlignmentType::Right)
        .add_run(Run::new().add_text(fill_text("exports.word.footer", &[("title", title)])))
        .add_page_num(PageNum::new());
    styles::add_styles(Docx::new())
        .page_size(PAGE.0, PAGE.1)
        .page_margin(margin)
        .footer(Footer::new().add_paragraph(footer))
}

/// Adds blocks, and numbers paragraphs so that the same outline gives the same bytes.
struct DocxWriter {
    docx: Docx,
    paragraphs: u32,
}

impl DocxWriter {
    fn block(&mut self, block: &Block) {
        match block {
            Block::NewPage => {
                let paragraph = self.paragraph("BodyText", "").add_run(Run::new().add_break(BreakType::Page));
                self.put(paragraph);
            }
            Block::Heading(level, text) => {
                let heading = self.paragraph(if *level <= 2 { "Heading1" } else { "Heading2" }, text);
                self.put(heading.keep_next(true));
            }
            Block::Paragraph(text) => {
                // The introduction of a list or table stays on the same page.
                let paragraph = self.paragraph("BodyText", text).keep_next(text.ends_with(':'));
                self.put(paragraph);
            }
            Block::Quote(lines) => lines.iter().for_each(|line| {
                let quote = self.paragraph("Quote", line);
                self.put(quote);
            }),
            Block::List(items) => items.iter().for_each(|item| self.item(item)),
            Block::Facts(facts) => facts.iter().for_each(|(name, said)| self.fact(name, said)),
            Block::Table(columns, rows) => self.table(columns, rows),
        }
    }

    fn put(&mut self, paragraph: Paragraph) {
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_paragraph(paragraph);
    }

    fn empty(&mut self, style: &str) -> Paragraph {
        self.paragraphs += 1;
        Paragraph::new().id(format!("{:08x}", self.paragraphs)).style(style)
    }

    fn paragraph(&mut self, style: &str, text: &str) -> Paragraph {
        self.empty(style).add_run(Run::new().add_text(text))
    }

    fn item(&mut self, text: &str) {
        let item = self.paragraph("ListBullet", text).numbering(NumberingId::new(styles::BULLETS), IndentLevel::new(0));
        self.put(item);
    }

    /// Adds a name with its text, or with a list below it if there are several texts.
    fn fact(&mut self, name: &str, said: &[String]) {
        let mut told = self.empty("Fact").add_run(Run::new().bold().add_text(format!("{name}{}", mark(name))));
        if let [one] = said {
            told = told.add_run(Run::new().add_text(format!(" {one}")));
            self.put(told);
            return;
        }
        self.put(told.keep_next(true));
        said.iter().for_each(|one| self.item(one));
    }

    fn table(&mut self, columns: &[TableColumn], rows: &[Vec<String>]) {
        let widths = widths(columns);
        let names: Vec<String> = columns.iter().map(|column| column.name.to_owned()).collect();
        let mut all = vec![self.row(columns, &widths, &names, "TableHead")];
        all.extend(rows.iter().map(|row| self.row(columns, &widths, row, "TableText")));
        let table = Table::new(all)
            .style("PlanTable")
            .set_grid(widths)
            .width(WIDTH, WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .margins(TableCellMargins::new().margin(50, 90, 50, 90))
            .set_borders(styles::borders());
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_table(table);
        // Word merges adjacent tables, so a thin paragraph follows each table.
        let after = self.empty("AfterTable");
        self.put(after);
    }

    fn row(&mut self, columns: &[TableColumn], widths: &[usize], cells: &[String], style: &str) -> TableRow {
        let cells = columns.iter().zip(widths).zip(cells).map(|((column, width), text)| {
            let text = self.paragraph(style, text);
            let text = if column.is_number { text.align(AlignmentType::Right) } else { text };
            let cell = TableCell::new().width(*width, WidthType::Dxa).add_paragraph(text);
            if style == "TableHead" { cell.shading(Shading::new().fill(styles::SHADE)) } else { cell }
        });
        TableRow::new(cells.collect()).cant_split()
    }
}

/// Returns the widths of columns by their shares; together they fill the page.
fn widths(columns: &[TableColumn]) -> Vec<usize> {
    let all: usize = columns.iter().map(|column| column.share as usize).sum::<usize>().max(1);
    let mut widths: Vec<usize> = columns.iter().map(|column| WIDTH * column.share as usize / all).collect();
    let rest = WIDTH - widths.iter().sum::<usize>();
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}
