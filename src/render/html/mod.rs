//! An annotated article for a page: what is shown as JSON ([`Leaf`]), and the style sheet and script that show it.
//!
//! A page holds a leaf in a `<script type="application/json">` ([`embedded`]) or fetches it, and calls
//! `Whosaid.article(element, leaf, options)` of [`JS`]. That sets text as text and never as markup; it draws no styles of
//! its own but through the object model, so that a page needs neither `unsafe-inline` nor `unsafe-eval`.

mod leaf;
mod paragraphs;

pub use leaf::{Leaf, LeafRow};

use crate::error::{Error, Result};
use serde::Serialize;

/// Colours by day and by night, type and controls; then the article. Names of classes are stable.
pub const CSS: &str = concat!(include_str!("../assets/base.css"), include_str!("../assets/article.css"));

/// Defines `Whosaid`: `article` and what it is made of. Asks nothing of the page but an element, and stores nothing but the
/// reader's choice between day and night.
pub const JS: &str = concat!(
    include_str!("../assets/dom.js"),
    include_str!("../assets/filter.js"),
    include_str!("../assets/line.js"),
    include_str!("../assets/panel.js"),
    include_str!("../assets/article.js"),
);

/// JSON that may stand in a script element of HTML: nothing in it ends the element or begins a comment.
///
/// # Errors
/// [`crate::ErrorKind::Bug`] if the value is not one that JSON can write.
pub fn embedded(value: &impl Serialize) -> Result<String> {
    let json = serde_json::to_string(value).map_err(|error| Error::bug(format!("data of a page: {error}")))?;
    // These stand only inside strings, where an escape means the same.
    if !json.contains(['<', '\u{2028}', '\u{2029}']) {
        return Ok(json);
    }
    let mut safe = String::with_capacity(json.len() + json.len() / 16);
    for c in json.chars() {
        match c {
            '<' => safe.push_str("\\u003c"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            c => safe.push(c),
        }
    }
    Ok(safe)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_ends_the_script_element() {
        let hostile = "</script><script>alert(1)</script><!--\u{2028}\u{2029}]]>\0\"\\";
        let json = embedded(&hostile).unwrap();
        assert!(!json.contains(['<', '\u{2028}', '\u{2029}', '\0', '\n']), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), hostile);
    }

    proptest! {
        #[test]
        fn any_text_comes_out_as_it_went_in(text in "([<>&/!\\-\u{2028}\u{2029}\u{202E}\\x00-\\x7f]|\\PC|(</script|<!--))*") {
            let json = embedded(&text).unwrap();
            // Of controls only those below the space mean anything to HTML.
            prop_assert!(!json.contains(|c| c == '<' || c < ' '));
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
