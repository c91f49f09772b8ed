//! Where in the input: a chain of steps on the stack, rendered as a JSON Pointer only when an
//! issue needs it.

use std::fmt::{self, Write};

/// A place in a document, from the root (RFC 6901 when displayed).
///
/// ```
/// use payout_rules::issue::Path;
/// let root = Path::root();
/// let list = root.key("transactions");
/// let item = list.index(3);
/// assert_eq!(item.key("a/b").to_string(), "/transactions/3/a~1b");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'p> {
    Root,
    Key(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    /// The whole document.
    pub const fn root() -> Self {
        Path { parent: None, step: Step::Root }
    }

    /// A member of the object at this place.
    pub fn key(&'p self, key: &'p str) -> Self {
        Path { parent: Some(self), step: Step::Key(key) }
    }

    /// An element of the list at this place.
    pub fn index(&'p self, index: usize) -> Self {
        Path { parent: Some(self), step: Step::Index(index) }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(out)?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Key(key) => {
                out.write_str("/")?;
                key.chars().try_for_each(|letter| match letter {
                    '~' => out.write_str("~0"),
                    '/' => out.write_str("~1"),
                    letter => out.write_char(letter),
                })
            }
            Step::Index(index) => write!(out, "/{index}"),
        }
    }
}
