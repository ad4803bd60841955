//! WordprocessingML as text.

use std::fmt::Write;

/// A part of a Word file.
#[derive(Debug)]
pub struct Xml(String);

impl Xml {
    pub fn new(head: &str) -> Self {
        Self(head.to_owned())
    }

    /// Adds markup.
    pub fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// Adds a paragraph with its style, further properties in the order of the schema, and its text.
    pub fn paragraph(&mut self, style: &str, properties: &str, text: &str) {
        let _ = write!(self.0, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>");
        self.run("", text);
        self.0.push_str("</w:p>");
    }

    /// Adds a paragraph that begins with a bold name.
    pub fn fact(&mut self, properties: &str, name: &str, text: &str) {
        let _ = write!(self.0, "<w:p><w:pPr><w:pStyle w:val=\"Fact\"/>{properties}</w:pPr>");
        self.run("<w:rPr><w:b/><w:bCs/></w:rPr>", name);
        self.run("", text);
        self.0.push_str("</w:p>");
    }

    fn run(&mut self, properties: &str, text: &str) {
        if !text.is_empty() {
            let text = escaped(text);
            let _ = write!(self.0, "<w:r>{properties}<w:t xml:space=\"preserve\">{text}</w:t></w:r>");
        }
    }

    pub fn finish(self) -> String {
        self.0
    }
}

/// Escapes a text for content and for attributes in double quotes.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
