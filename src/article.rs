//! An article: the text that is read, once, and never copied.

use crate::error::{Error, Result};

/// One article to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// What the user calls it; reaches the record unchanged.
    pub id: String,
    /// Its headline, if the input tells; reaches the record unchanged, as date and address do. None of them is read.
    pub title: Option<String>,
    /// When it appeared, as the input writes it.
    pub date: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// Plain text.
    text: String,
}

impl Article {
    /// The longest text taken, in bytes: offsets are held in 32 bits.
    pub const MAX_BYTES: usize = 1 << 30;

    /// An article of plain text, of which nothing else is known.
    ///
    /// # Errors
    /// [`crate::ErrorKind::TooLarge`] if the text is longer than [`Article::MAX_BYTES`].
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Result<Self> {
        let (id, text) = (id.into(), text.into());
        if text.len() > Self::MAX_BYTES {
            return Err(Error::too_large(format!("article {id}"), text.len() as u64, Self::MAX_BYTES as u64).of_article(id));
        }
        Ok(Article { id, text, ..Article::default() })
    }

    /// The same article with its title, date and address, of which an empty one is none.
    pub(crate) fn with_beside<S: Into<String> + AsRef<str>>(mut self, beside: [Option<S>; 3]) -> Self {
        [self.title, self.date, self.url] = beside.map(|value| value.filter(|value| !value.as_ref().is_empty()).map(Into::into));
        self
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// An id without folders and without `.txt`: other tools that read files may name the same article by either.
pub(crate) fn bare_id(id: &str) -> &str {
    let name = id.rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".txt").unwrap_or(name)
}
