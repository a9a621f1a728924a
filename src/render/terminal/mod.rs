//! Styled text for a terminal: escape sequences only where colour is asked for, no line wider than the screen, nothing
//! of the text that a terminal would obey.

mod body;
mod clean;
mod explain;
mod flow;
mod legend;
mod palette;
mod show;

pub use explain::explain;
pub use show::show;

/// What is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Columns of a line.
    pub width: usize,
    /// Whether to write escape sequences for colour, underline and italics.
    pub colour: bool,
}

impl Default for Screen {
    fn default() -> Self {
        Screen { width: 80, colour: false }
    }
}

#[cfg(test)]
mod tests;
