//! A document without a format: headings, paragraphs, quotations, lists, facts, and tables of plain text.

use super::escape::plain;

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub title: String,
    pub blocks: Vec<Block>,
}

/// A part of a document. Its texts are not empty and contain no line breaks or control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Level 2 or 3; the title is level 1.
    Heading(u8, String),
    Paragraph(String),
    /// The paragraphs of a text as somebody wrote it.
    Quote(Vec<String>),
    List(Vec<String>),
    /// Names with one or more texts each.
    Facts(Vec<(String, Vec<String>)>),
    Table(Vec<TableColumn>, Vec<Vec<String>>),
    /// What follows begins on a new page.
    NewPage,
}

/// A column with its share of the table's width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableColumn {
    pub name: &'static str,
    pub share: u32,
    /// Whether it contains numbers.
    pub is_number: bool,
}

/// A column of words, which a table names.
pub const fn words(share: u32) -> TableColumn {
    TableColumn { name: "", share, is_number: false }
}

/// A column of numbers, which a table names.
pub const fn numbers(share: u32) -> TableColumn {
    TableColumn { name: "", share, is_number: true }
}

impl Outline {
    pub fn new(title: &str) -> Self {
        Self { title: plain(title), blocks: Vec::new() }
    }

    pub fn section(&mut self, text: &str) {
        self.blocks.push(Block::Heading(2, plain(text)));
    }

    pub fn part(&mut self, text: &str) {
        self.blocks.push(Block::Heading(3, plain(text)));
    }

    /// Begins a new page.
    pub fn new_page(&mut self) {
        self.blocks.push(Block::NewPage);
    }

    /// Adds a paragraph, unless the text is empty.
    pub fn say(&mut self, text: impl AsRef<str>) {
        let text = plain(text.as_ref());
        if !text.is_empty() {
            self.blocks.push(Block::Paragraph(text));
        }
    }

    /// Adds a text of several lines as somebody wrote it.
    pub fn quote(&mut self, text: &str) {
        let lines = texts(text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']));
        if !lines.is_empty() {
            self.blocks.push(Block::Quote(lines));
        }
    }

    pub fn list<T: AsRef<str>>(&mut self, items: impl IntoIterator<Item = T>) {
        let items = texts(items);
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// Adds names with their texts, and returns whether there are any; names without text are left out.
    pub fn facts(&mut self, facts: FactList) -> bool {
        let is_any = !facts.is_empty();
        if is_any {
            self.blocks.push(Block::Facts(facts.0));
        }
        is_any
    }

    /// Adds a table, and returns whether it has rows. The names of the columns are separated by ` | `; an empty cell
    /// gets a dash.
    pub fn table(
        &mut self,
        names: &'static str,
        columns: &[TableColumn],
        rows: impl IntoIterator<Item = Vec<String>>,
    ) -> bool {
        let cell = |text: String| {
            let text = plain(&text);
            if text.is_empty() { "–".to_owned() } else { text }
        };
        let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
        let is_any = !rows.is_empty();
        if is_any {
            let columns = names.split(" | ").zip(columns).map(|(name, column)| TableColumn { name, ..*column });
            self.blocks.push(Block::Table(columns.collect(), rows));
        }
        is_any
    }

    /// Adds a table below a heading, unless it has no rows.
    pub fn part_table(
        &mut self,
        title: &str,
        names: &'static str,
        columns: &[TableColumn],
        rows: impl IntoIterator<Item = Vec<String>>,
    ) {
        self.part(title);
        if !self.table(names, columns, rows) {
            self.blocks.pop();
        }
    }

    /// Returns every text in reading order.
    pub fn texts(&self) -> Vec<&str> {
        let mut all = vec![self.title.as_str()];
        for block in &self.blocks {
            match block {
                Block::Heading(_, text) | Block::Paragraph(text) => all.push(text),
                Block::List(items) | Block::Quote(items) => all.extend(items.iter().map(String::as_str)),
                Block::Facts(facts) => {
                    for (name, said) in facts {
                        all.push(name);
                        all.extend(said.iter().map(String::as_str));
                    }
                }
                Block::NewPage => {}
                Block::Table(columns, rows) => {
                    all.extend(columns.iter().map(|column| column.name));
                    all.extend(rows.iter().flatten().map(String::as_str));
                }
            }
        }
        all
    }
}

fn texts<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> Vec<String> {
    items.into_iter().map(|item| plain(item.as_ref())).filter(|item| !item.is_empty()).collect()
}

/// Names with one or more texts each; a name without text is left out.
#[derive(Clone, Debug, Default)]
pub struct FactList(Vec<(String, Vec<String>)>);

impl FactList {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds an optional fact.
    #[must_use]
    pub fn maybe(self, name: &str, said: Option<impl ToString>) -> Self {
        self.all(name, said)
    }

    #[must_use]
    pub fn with(self, name: &str, said: impl ToString) -> Self {
        self.all(name, [said])
    }

    #[must_use]
    pub fn all<T: ToString>(mut self, name: &str, said: impl IntoIterator<Item = T>) -> Self {
        let (name, said) = (plain(name), texts(said.into_iter().map(|said| said.to_string())));
        if !name.is_empty() && !said.is_empty() {
            self.0.push((name, said));
        }
        self
    }
}

impl<N: AsRef<str>, T: ToString, S: IntoIterator<Item = T>> FromIterator<(N, S)> for FactList {
    fn from_iter<I: IntoIterator<Item = (N, S)>>(facts: I) -> Self {
        facts.into_iter().fold(Self::default(), |facts, (name, said)| facts.all(name.as_ref(), said))
    }
}
