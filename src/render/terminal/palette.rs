//! How things look. Never by colour alone: the number behind a quotation says who speaks too.

use crate::render::{Run, Sign};
use anstyle::{Ansi256Color, Style};

/// Colours of the 256-colour cube that stand out from black as well as from white; neighbours differ in hue.
const SPEAKERS: [u8; 8] = [63, 130, 29, 162, 31, 64, 131, 164];

/// A heading.
pub(super) const HEADING: Style = Style::new().bold();
/// What is secondary.
pub(super) const FAINT: Style = Style::new().dimmed();
/// As it is.
pub(super) const PLAIN: Style = Style::new();

/// Words of the one whom the sign means.
pub(super) fn words(sign: Sign) -> Style {
    match sign {
        Sign::Speaker(number) => {
            let colour = SPEAKERS[number.saturating_sub(1) % SPEAKERS.len()];
            PLAIN.fg_color(Some(Ansi256Color(colour).into()))
        }
        Sign::Unknown => PLAIN,
        Sign::Nobody => FAINT,
    }
}

/// The sign itself, and the speaker's name.
pub(super) fn name(sign: Sign) -> Style {
    words(sign).bold()
}

/// A mention that carries an attribution.
pub(super) fn mention(sign: Sign) -> Style {
    words(sign).underline()
}

/// A cue.
pub(super) fn cue() -> Style {
    PLAIN.italic()
}

/// A piece of the article.
pub(super) fn run(run: &Run) -> Style {
    let mut style = run.quoted.or(run.mention).map_or(PLAIN, words);
    if run.mention.is_some() {
        style = style.underline();
    }
    if run.cue { style.italic() } else { style }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of a colour of the cube, as WCAG 2 defines it.
    fn luminance(colour: u8) -> f64 {
        let level = |i: u8| [0.0, 95.0, 135.0, 175.0, 215.0, 255.0][usize::from(i)] / 255.0;
        let linear = |c: f64| if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        let i = colour - 16;
        0.2126 * linear(level(i / 36)) + 0.7152 * linear(level(i / 6 % 6)) + 0.0722 * linear(level(i % 6))
    }

    #[test]
    fn every_colour_is_readable_on_black_and_on_white() {
        for colour in SPEAKERS {
            let light = luminance(colour) + 0.05;
            let (on_black, on_white) = (light / 0.05, 1.05 / light);
            assert!(on_black >= 3.9 && on_white >= 3.9, "{colour}: {on_black:.1} on black, {on_white:.1} on white");
        }
    }

    #[test]
    fn speakers_in_a_row_differ() {
        for number in 1..20 {
            assert_ne!(words(Sign::Speaker(number)), words(Sign::Speaker(number + 1)));
        }
    }
}
