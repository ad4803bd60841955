//! An XML part as a tree that is written back as it was read, apart from what is changed.

use quick_xml::Reader;
use quick_xml::events::Event;

/// The deepest nesting that is read.
const DEEPEST: usize = 200;

/// A node of the tree.
#[derive(Clone, Debug)]
pub enum Node {
    Element(Element),
    /// Text, comments and everything else, as written in the file.
    Raw(String),
}

/// An element with its attributes as written in the file.
#[derive(Clone, Debug, Default)]
pub struct Element {
    pub name: String,
    /// With a leading space, or empty.
    pub attributes: String,
    pub children: Vec<Node>,
}

impl Element {
    pub fn new(name: &str, children: Vec<Node>) -> Self {
        Self { name: name.to_owned(), attributes: String::new(), children }
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|child| child.name == name)
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Raw(_) => None,
        })
    }

    /// The value of an attribute as written, without its quotes.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.attributes.split_once(&format!(" {name}="))?;
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        rest[1..].split(quote).next()
    }
}

/// Parses a part; `None` if it is not well-formed, declares a document type, or is nested too deeply.
pub fn parse(text: &str) -> Option<Element> {
    let mut reader = Reader::from_str(text);
    let mut stack = vec![Element::default()];
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                if stack.len() > DEEPEST {
                    return None;
                }
                stack.push(element(start.name().as_ref(), start.attributes_raw()));
            }
            Event::Empty(start) => {
                let own = element(start.name().as_ref(), start.attributes_raw());
                stack.last_mut()?.children.push(Node::Element(own));
            }
            Event::End(_) => {
                let own = stack.pop()?;
                stack.last_mut()?.children.push(Node::Element(own));
            }
            Event::Text(raw) => put(&mut stack, &raw),
            Event::GeneralRef(raw) => put(&mut stack, &format!("&{};", &*raw)),
            Event::CData(raw) => put(&mut stack, &format!("<![CDATA[{}]]>", &*raw)),
            Event::Comment(raw) => put(&mut stack, &format!("<!--{}-->", &*raw)),
            Event::Decl(raw) => put(&mut stack, &format!("<?{}?>", &*raw)),
            Event::PI(raw) => put(&mut stack, &format!("<?{}?>", &*raw)),
            Event::DocType(_) => return None,
            Event::Eof => break,
        }
    }
    let root = stack.pop()?;
    (stack.is_empty() && root.elements().count() == 1).then_some(root)
}

fn element(name: &str, attributes: &str) -> Element {
    let attributes = attributes.trim();
    let attributes = if attributes.is_empty() { String::new() } else { format!(" {attributes}") };
    Element { name: name.to_owned(), attributes, children: Vec::new() }
}

fn put(stack: &mut [Element], raw: &str) {
    if let Some(parent) = stack.last_mut() {
        match parent.children.last_mut() {
            Some(Node::Raw(text)) => text.push_str(raw),
            _ => parent.children.push(Node::Raw(raw.to_owned())),
        }
    }
}

/// Writes the children of the root.
pub fn write(root: &Element) -> String {
    let mut text = String::new();
    root.children.iter().for_each(|node| write_node(node, &mut text));
    text
}

fn write_node(node: &Node, text: &mut String) {
    match node {
        Node::Raw(raw) => text.push_str(raw),
        Node::Element(Element { name, attributes, children }) if children.is_empty() => {
            text.push_str(&format!("<{name}{attributes}/>"));
        }
        Node::Element(Element { name, attributes, children }) => {
            text.push_str(&format!("<{name}{attributes}>"));
            children.iter().for_each(|child| write_node(child, text));
            text.push_str(&format!("</{name}>"));
        }
    }
}
