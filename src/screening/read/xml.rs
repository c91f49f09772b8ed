//! XML as lists have it: the entries one by one, no document types, no entities but the five.

use super::at_line;
use crate::issue::{Code, Issue};
use quick_xml::XmlVersion;
use quick_xml::errors::{Error, SyntaxError};
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// Deepest nesting that is read.
const DEPTH_MAX: usize = 32;

/// Most elements of one entry.
const ELEMENTS_MAX: usize = 20_000;

/// An element with what is in it. Names are without their prefix.
#[derive(Debug, Default)]
pub struct Node {
    pub name: String,
    /// Where it begins, in lines from 1; of what is wanted.
    pub line: usize,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Node>,
}

impl Node {
    /// The attribute, when it says something.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The text, without blanks around it.
    pub fn text(&self) -> &str {
        self.text.trim()
    }

    /// Every element at the path, such as `akaList/aka`.
    pub fn all(&self, path: &str) -> Vec<&Node> {
        let mut found = vec![self];
        for step in path.split('/') {
            let inside = found.into_iter().flat_map(|node| &node.children);
            found = inside.filter(|node| node.name == step).collect();
        }
        found
    }

    /// The text of the first element at the path, when it says something.
    pub fn text_at(&self, path: &str) -> Option<&str> {
        self.all(path).first().map(|node| node.text()).filter(|text| !text.is_empty())
    }

    /// What the first of these elements say, a blank between.
    pub fn joined(&self, names: &[&str]) -> String {
        let texts: Vec<&str> = names.iter().filter_map(|name| self.text_at(name)).collect();
        texts.join(" ")
    }
}

/// Where a reader is.
struct Walk<'t> {
    text: &'t str,
    /// How far lines were counted, and to how many.
    counted: (usize, usize),
    open: Vec<Node>,
    /// How many of the open elements stand in one that is wanted, itself included.
    inside: usize,
    elements: usize,
    root_seen: bool,
}

/// Shows `take` each element of these names as it closes, and at last the root, empty. The text
/// must be one whole document with that root.
pub fn elements(
    text: &str,
    root: &str,
    wanted: &[&str],
    take: &mut dyn FnMut(Node),
) -> Result<(), Issue> {
    let mut reader = Reader::from_str(text);
    let counted = (0, 1);
    let mut walk =
        Walk { text, counted, open: Vec::new(), inside: 0, elements: 0, root_seen: false };
    loop {
        let event = reader.read_event();
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match event {
            // What is never closed goes on to the end.
            Err(Error::Syntax(error)) if error != SyntaxError::InvalidBangMarkup => {
                return Err(walk.early());
            }
            Err(_) => return Err(walk.ill(at)),
            Ok(Event::Start(start)) => walk.open(&start, root, wanted, at)?,
            Ok(Event::Empty(start)) => {
                walk.open(&start, root, wanted, at)?;
                walk.close(wanted, take);
            }
            Ok(Event::End(_)) => walk.close(wanted, take),
            Ok(Event::Text(text)) => walk.add(&text.xml_content(XmlVersion::Implicit1_0)),
            Ok(Event::CData(text)) => walk.add(&text.xml_content(XmlVersion::Implicit1_0)),
            Ok(Event::GeneralRef(entity)) => {
                let character = entity.resolve_char_ref().map_err(|_| walk.ill(at))?;
                match (character, resolve_xml_entity(&entity.xml_content(XmlVersion::Implicit1_0)))
                {
                    (Some(character), _) => walk.add(character.encode_utf8(&mut [0; 4])),
                    (None, Some(written)) => walk.add(written),
                    (None, None) => return Err(walk.refuse("an entity of its own", at)),
                }
            }
            Ok(Event::DocType(_)) => return Err(walk.refuse("a document type", at)),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
            Ok(Event::Eof) => break,
        }
    }
    if walk.open.is_empty() && walk.root_seen { Ok(()) } else { Err(walk.early()) }
}

impl Walk<'_> {
    fn open(
        &mut self,
        start: &BytesStart,
        root: &str,
        wanted: &[&str],
        at: usize,
    ) -> Result<(), Issue> {
        let name = start.local_name();
        let name: &str = name.as_ref();
        if self.open.is_empty() && (self.root_seen || name != root) {
            let message = format!("expected the one element {root}, found {}", beginning(name));
            return Err(at_line(Code::ListInvalid, self.line(at), message));
        }
        self.root_seen = true;
        self.elements += 1;
        if self.open.len() >= DEPTH_MAX {
            let message = "elements nested deeper than 32 levels".to_owned();
            return Err(at_line(Code::TooDeep, self.line(at), message));
        }
        if self.inside > 0 || wanted.contains(&name) {
            self.inside += 1;
        }
        if self.inside == 1 {
            self.elements = 1;
        }
        if self.elements > ELEMENTS_MAX && self.inside > 0 {
            let message = "an entry of more than 20000 elements".to_owned();
            return Err(at_line(Code::TooMany, self.line(at), message));
        }
        let line = if self.inside == 1 { self.line(at) } else { 0 };
        let mut node = Node { name: name.to_owned(), line, ..Node::default() };
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| self.ill(at))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|_| self.ill(at))?;
            let key = attribute.key.local_name();
            let key: &str = key.as_ref();
            node.attributes.push((key.to_owned(), value.into_owned()));
        }
        self.open.push(node);
        Ok(())
    }

    fn close(&mut self, wanted: &[&str], take: &mut dyn FnMut(Node)) {
        let Some(node) = self.open.pop() else { return };
        self.inside = self.inside.saturating_sub(1);
        let is_root = self.open.is_empty();
        match self.open.last_mut() {
            Some(parent) if self.inside > 0 => parent.children.push(node),
            _ if is_root || wanted.contains(&node.name.as_str()) => take(node),
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        if let Some(node) = self.open.last_mut().filter(|_| self.inside > 0) {
            node.text.push_str(text);
        }
    }

    /// The line of a place; places come in their order.
    fn line(&mut self, at: usize) -> usize {
        let (from, line) = self.counted;
        let passed = self.text.as_bytes().get(from..at).unwrap_or_default();
        let line = line + passed.iter().filter(|byte| **byte == b'\n').count();
        self.counted = (at.max(from), line);
        line
    }

    fn ill(&mut self, at: usize) -> Issue {
        let message = "XML that is not well-formed".to_owned();
        at_line(Code::ListInvalid, self.line(at), message)
    }

    /// Entities that stand for others can grow without end; no list has any.
    fn refuse(&mut self, what: &str, at: usize) -> Issue {
        let message = format!("{what}, which no list has");
        at_line(Code::ListInvalid, self.line(at), message)
    }

    fn early(&mut self) -> Issue {
        let line = self.line(self.text.len());
        let message = match self.open.last() {
            Some(node) => format!("the list ends inside the element {}", beginning(&node.name)),
            None => "the list ends before it begins".to_owned(),
        };
        at_line(Code::ListIncomplete, line, message).help("load the whole file again")
    }
}

fn beginning(name: &str) -> &str {
    crate::issue::beginning(name)
}
