//! Filling the places of one part.

use std::ops::Range;

use super::Filled;
use super::dom::{Element, Node};
use super::fields::{FIELDS, Field};
use crate::exports::Document;
use crate::exports::escape::plain;
use crate::exports::word::escaped_xml;

const NAMESPACES: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// What fills a part: the plan, the prefix of Word's names, and the names that need attention.
struct Filler<'a, 'b> {
    document: &'a Document<'b>,
    filled: &'a mut Filled,
    prefix: String,
}

/// Fills all places of a part.
pub fn fill(root: &mut Element, document: &Document<'_>, filled: &mut Filled) {
    let prefix = root.elements().find_map(prefix).unwrap_or_else(|| "w:".to_owned());
    Filler { document, filled, prefix }.children(root);
}

/// Returns the prefix of Word's namespace, with its colon.
fn prefix(part: &Element) -> Option<String> {
    let declared = |uri: &&str| {
        let (before, _) = part.attributes.split_once(&format!("=\"{uri}\""))?;
        let name = before.rsplit(' ').next()?;
        Some(name.strip_prefix("xmlns:").map_or_else(String::new, |prefix| format!("{prefix}:")))
    };
    NAMESPACES.iter().find_map(declared)
}

/// A place in a paragraph's text: its bytes and its name.
struct Place {
    at: Range<usize>,
    name: String,
}

impl Filler<'_, '_> {
    fn is(&self, element: &Element, name: &str) -> bool {
        element.name.strip_prefix(&self.prefix) == Some(name)
    }

    fn name(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    fn children(&mut self, parent: &mut Element) {
        let mut children = Vec::with_capacity(parent.children.len());
        for mut node in std::mem::take(&mut parent.children) {
            if let Node::Element(element) = &mut node {
                if self.is(element, "sdt") && self.control(element) {
                    children.push(node);
                    continue;
                }
                // Text boxes are paragraphs within a paragraph, and are filled on their own.
                self.children(element);
                if self.is(element, "p") {
                    children.extend(self.paragraph(element).into_iter().map(Node::Element));
                    continue;
                }
            }
            children.push(node);
        }
        parent.children = children;
    }

    /// Returns what the plan has for a name; `None` if it is not a field. Remembers names that need attention.
    fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let id = name.to_lowercase();
        let Some(field) = FIELDS.iter().find(|field: &&Field| field.id == id) else {
            self.filled.unknown.insert(name.to_owned());
            return None;
        };
        let texts: Vec<String> =
            (field.texts)(self.document).iter().map(|text| plain(text)).filter(|text| !text.is_empty()).collect();
        if texts.is_empty() {
            self.filled.empty.insert(id);
        }
        Some(texts)
    }

    /// Fills the places of a paragraph. One that is nothing but a place becomes a paragraph for each text.
    fn paragraph(&mut self, paragraph: &Element) -> Vec<Element> {
        let text = self.text_of(paragraph);
        let places = places(&text);
        if let [place] = places.as_slice()
            && text[..place.at.start].trim().is_empty()
            && text[place.at.end..].trim().is_empty()
            && let Some(texts) = self.texts(&place.name)
            && texts.len() > 1
        {
            let one = |text: &String| {
                let mut copy = paragraph.clone();
                self.replace(&mut copy, &mut 0, &[(place.at.clone(), vec![text.clone()])]);
                copy
            };
            return texts.iter().map(one).collect();
        }
        let mut copy = paragraph.clone();
        let known = places.into_iter().filter_map(|place| Some((place.at, self.texts(&place.name)?)));
        let known: Vec<(Range<usize>, Vec<String>)> = known.collect();
        if !known.is_empty() {
            self.replace(&mut copy, &mut 0, &known);
        }
        vec![copy]
    }

    /// The text of a paragraph without its text boxes, as escaped in the file.
    fn text_of(&self, element: &Element) -> String {
        let mut text = String::new();
        for child in element.elements().filter(|child| !self.is(child, "p")) {
            if self.is(child, "t") {
                text.extend(child.children.iter().filter_map(raw));
            } else {
                text.push_str(&self.text_of(child));
            }
        }
        text
    }

    /// Replaces places of a paragraph. A replacement goes into the run in which its place begins. `at` is the position
    /// in the text of the paragraph.
    fn replace(&self, element: &mut Element, at: &mut usize, places: &[(Range<usize>, Vec<String>)]) {
        let mut children = Vec::new();
        for mut node in std::mem::take(&mut element.children) {
            match &mut node {
                Node::Element(child) if self.is(child, "t") => {
                    let text: String = child.children.iter().filter_map(raw).collect();
                    children.extend(self.pieces(&text, *at, places));
                    *at += text.len();
                    continue;
                }
                Node::Element(child) if !self.is(child, "p") => self.replace(child, at, places),
                _ => {}
            }
            children.push(node);
        }
        element.children = children;
    }

    /// Returns the text of a run with its places replaced, with a line break between texts.
    fn pieces(&self, text: &str, from: usize, places: &[(Range<usize>, Vec<String>)]) -> Vec<Node> {
        let (mut nodes, mut piece, mut next) = (Vec::new(), String::new(), from);
        let end = from + text.len();
        for (at, texts) in places.iter().filter(|(at, _)| at.end > from && at.start < end) {
            piece.push_str(&text[next.max(from) - from..at.start.max(next) - from]);
            if at.start >= from {
                for (line, text) in texts.iter().enumerate() {
                    if line > 0 {
                        nodes.push(self.text_node(&std::mem::take(&mut piece)));
                        nodes.push(Node::Element(Element::new(&self.name("br"), Vec::new())));
                    }
                    piece.push_str(&escaped_xml(text));
                }
            }
            next = at.end.min(end);
        }
        piece.push_str(&text[next - from..]);
        nodes.push(self.text_node(&piece));
        nodes
    }

    /// An element with an escaped text.
    fn text_node(&self, escaped: &str) -> Node {
        let mut element = Element::new(&self.name("t"), vec![Node::Raw(escaped.to_owned())]);
        " xml:space=\"preserve\"".clone_into(&mut element.attributes);
        Node::Element(element)
    }

    /// Fills a content control whose tag is the name of a field, and returns whether it is one for text.
    fn control(&mut self, control: &mut Element) -> bool {
        let Some(properties) = control.child(&self.name("sdtPr")) else { return false };
        let tag = properties.child(&self.name("tag")).and_then(|tag| tag.attribute(&self.name("val")));
        let Some(tag) = tag.filter(|tag| !tag.is_empty()).map(str::to_owned) else { return false };
        let other = ["picture", "checkbox", "group", "docPartObj", "docPartList", "repeatingSection"];
        if properties.elements().any(|one| other.iter().any(|kind| one.name.ends_with(&format!(":{kind}")))) {
            return false;
        }
        let Some(texts) = self.texts(&tag) else { return false };
        if texts.is_empty() {
            return true;
        }
        let (properties, content) = (self.name("sdtPr"), self.name("sdtContent"));
        for node in &mut control.children {
            let Node::Element(part) = node else { continue };
            if part.name == properties {
                // A bound control would take its text from elsewhere, and a placeholder would vanish on a click.
                let dropped = [self.name("showingPlcHdr"), self.name("dataBinding")];
                part.children.retain(|one| !matches!(one, Node::Element(one) if dropped.contains(&one.name)));
            } else if part.name == content {
                self.content(part, &texts);
            }
        }
        true
    }

    /// Puts texts into the content of a control: paragraphs, a cell, or runs within a paragraph.
    fn content(&self, content: &mut Element, texts: &[String]) {
        let first = |name: &str| content.elements().find(|one| self.is(one, name)).cloned();
        if let Some(mut cell) = first("tc") {
            self.content(&mut cell, texts);
            content.children = vec![Node::Element(cell)];
        } else if let Some(paragraph) = first("p") {
            let kept = content.elements().filter(|one| self.is(one, "tcPr")).cloned().map(Node::Element);
            let kept: Vec<Node> = kept.collect();
            let paragraphs = texts.iter().map(|text| Node::Element(self.paragraph_of(&paragraph, text)));
            content.children = kept.into_iter().chain(paragraphs).collect();
        } else {
            content.children = vec![Node::Element(self.run_of(content, texts))];
        }
    }

    /// A paragraph with the properties of another.
    fn paragraph_of(&self, like: &Element, text: &str) -> Element {
        let properties = like.child(&self.name("pPr")).cloned().map(Node::Element);
        let run = self.run_of(like, std::slice::from_ref(&text.to_owned()));
        let children = properties.into_iter().chain([Node::Element(run)]).collect();
        Element { name: like.name.clone(), attributes: String::new(), children }
    }

    /// A run with the properties of the first run of an element, apart from the style of placeholders.
    fn run_of(&self, like: &Element, texts: &[String]) -> Element {
        let properties = like.elements().find(|one| self.is(one, "r")).and_then(|run| run.child(&self.name("rPr")));
        let mut children: Vec<Node> = Vec::new();
        if let Some(mut properties) = properties.cloned() {
            let style = self.name("rStyle");
            let is_placeholder = |one: &Element| one.name == style && one.attributes.contains("Placeholder");
            properties.children.retain(|one| !matches!(one, Node::Element(one) if is_placeholder(one)));
            children.push(Node::Element(properties));
        }
        let text: Vec<String> = texts.iter().map(|text| escaped_xml(text)).collect();
        for (line, text) in text.iter().enumerate() {
            if line > 0 {
                children.push(Node::Element(Element::new(&self.name("br"), Vec::new())));
            }
            children.push(self.text_node(text));
        }
        Element::new(&self.name("r"), children)
    }
}

fn raw(node: &Node) -> Option<&str> {
    match node {
        Node::Raw(text) => Some(text),
        Node::Element(_) => None,
    }
}

/// Finds the places in a text: names in double braces.
fn places(text: &str) -> Vec<Place> {
    let (mut places, mut from) = (Vec::new(), 0);
    while let Some(start) = text[from..].find("{{").map(|at| from + at) {
        let Some(end) = text[start..].find("}}").map(|at| start + at) else { break };
        let name = text[start + 2..end].trim();
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-' | ' ');
        if !name.is_empty() && name.chars().all(is_name) {
            places.push(Place { at: start..end + 2, name: name.to_owned() });
            from = end + 2;
        } else {
            from = start + 2;
        }
    }
    places
}
