//! Draws what `whosaid show --color always` prints of an article, for the README:
//!
//! ```sh
//! cargo run --example show_svg > docs/show.svg
//! cargo run --example show_svg -- my-article.txt > my-article.svg
//! ```

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use unicode_width::UnicodeWidthStr;
use whosaid::render::{Sheet, terminal};
use whosaid::{Article, Pipeline, RecordOptions};

const ARTICLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/articles/antalya-talks.txt");
/// Columns of the terminal that is drawn.
const COLUMNS: usize = 92;
/// Size of a character's cell and of the margin, in pixels.
const CELL: (f64, f64) = (8.4, 20.0);
const MARGIN: f64 = 20.0;
/// Colours of the page by day and by night; those of the speakers are readable on both.
const STYLE: &str = "\
    .page{fill:#fff;stroke:#d1d9e0}text{fill:#1f2328;font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace}\n\
    @media(prefers-color-scheme:dark){.page{fill:#0d1117;stroke:#3d444d}text{fill:#e6edf3}}\n\
    .bold{font-weight:bold}.faint{opacity:.7}.italic{font-style:italic}.line{text-decoration:underline}\n";

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| ARTICLE.to_owned());
    let name = path.rsplit(['/', '\\']).next().unwrap_or(&path);
    let article = Article::new(name, std::fs::read_to_string(&path)?)?;
    let pipeline = Pipeline::new();
    let mut worker = pipeline.worker();
    // As `whosaid show` does by itself.
    let options = RecordOptions { min_indirect: 0.5, ..RecordOptions::default() };
    let sheet = Sheet::with(&article, pipeline.annotate(&mut worker, &article), options);
    let mut shown = format!("\x1b[2m$ whosaid show {name}\x1b[0m\n\n").into_bytes();
    terminal::show(&sheet, terminal::Screen { width: COLUMNS, colour: true }, false, &mut shown)?;
    std::io::stdout().write_all(svg(&String::from_utf8(shown)?)?.as_bytes())?;
    Ok(())
}

fn svg(shown: &str) -> Result<String, std::fmt::Error> {
    let columns = u32::try_from(COLUMNS).map_or(0.0, f64::from);
    let rows = u32::try_from(shown.lines().count()).map_or(0.0, f64::from);
    let (width, height) = (columns * CELL.0 + 2.0 * MARGIN, rows * CELL.1 + 2.0 * MARGIN);
    let mut svg = String::new();
    writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0}" height="{height:.0}" viewBox="0 0 {width:.0} {height:.0}" role="img">"#
    )?;
    writeln!(
        svg,
        "<title>whosaid show: an article, its quotations coloured by speaker, and who said what</title>\n<style>\n{STYLE}</style>"
    )?;
    writeln!(svg, r#"<rect class="page" x="0.5" y="0.5" width="{:.0}" height="{:.0}" rx="8"/>"#, width - 1.0, height - 1.0)?;
    let mut y = MARGIN + 0.7 * CELL.1;
    for line in shown.lines() {
        let mut column = 0;
        for piece in pieces(line) {
            let indent = piece.text.len() - piece.text.trim_start().len();
            let text = piece.text.trim();
            if !text.is_empty() {
                let left = u32::try_from(column + indent).map_or(0.0, f64::from) * CELL.0 + MARGIN;
                let long = u32::try_from(text.width()).map_or(0.0, f64::from) * CELL.0;
                // The length keeps columns in place whatever font the reader has.
                writeln!(svg, r#"<text x="{left:.1}" y="{y:.1}" textLength="{long:.1}"{}>{}</text>"#, piece.attributes(), escaped(text))?;
            }
            column += piece.text.width();
        }
        y += CELL.1;
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

/// Text of one style.
struct Piece<'a> {
    text: &'a str,
    /// Parameters of the escape sequences before it, as `1` for bold.
    codes: Vec<&'a str>,
}

/// Cuts a line at its escape sequences; all of them are styles.
fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut codes = Vec::new();
    let mut pieces = Vec::new();
    for (i, part) in line.split("\x1b[").enumerate() {
        let mut text = part;
        if i > 0 {
            let (code, rest) = part.split_once('m').unwrap_or(("0", part));
            text = rest;
            match code {
                "0" => codes.clear(),
                code => codes.push(code),
            }
        }
        pieces.push(Piece { text, codes: codes.clone() });
    }
    pieces
}

impl Piece<'_> {
    fn attributes(&self) -> String {
        let (mut classes, mut fill) = (Vec::new(), String::new());
        for &code in &self.codes {
            match code {
                "1" => classes.push("bold"),
                "2" => classes.push("faint"),
                "3" => classes.push("italic"),
                "4" => classes.push("line"),
                _ => fill = code.strip_prefix("38;5;").and_then(|n| n.parse().ok()).map_or(String::new(), colour),
            }
        }
        let class = if classes.is_empty() { String::new() } else { format!(r#" class="{}""#, classes.join(" ")) };
        class + &fill
    }
}

/// A colour of the 256-colour cube.
fn colour(code: u8) -> String {
    let level = |i: u8| [0, 95, 135, 175, 215, 255][usize::from(i % 6)];
    let i = code.saturating_sub(16);
    // A style, since the rules of the page are stronger than an attribute.
    format!(r#" style="fill:#{:02x}{:02x}{:02x}""#, level(i / 36), level(i / 6), level(i))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
