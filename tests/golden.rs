//! Short articles with what the engine reads in them aligned below the text: `tests/golden/NAME.txt`.
//!
//! A line of text begins with `| `; `+ ` goes on with the same paragraph. Below a line that holds something of an attribution
//! stands a row that marks it: `=` a direct quotation, `-` a mixed one, `~` what is reported without marks, `.` marks around nobody's words, `m` the mention, `c` the
//! cue; below that the speaker, where the quotation begins. Lines with `#` say what to look at.
//!
//! `WHOSAID_ACCEPT=1 cargo test --test golden` writes the rows anew. A file shows what a reader would say: do not accept others.
#![allow(clippy::print_stderr, reason = "acceptance says which file it has written")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use whosaid::span::Span;
use whosaid::{Article, Marked, Pipeline, Record, RecordOptions, RowKind};

/// One line of a golden file that holds text: where it stands in the article, in code points.
struct Line {
    source: String,
    start: usize,
}

/// The comments at the head of a file, its lines of text, and the article that they make.
struct Golden {
    comments: Vec<String>,
    lines: Vec<Line>,
    article: String,
}

fn parse(file: &str) -> Golden {
    let mut golden = Golden { comments: Vec::new(), lines: Vec::new(), article: String::new() };
    for line in file.lines() {
        if line.starts_with('#') {
            golden.comments.push(line.to_owned());
        }
        let text = match (line.strip_prefix("| "), line.strip_prefix("+ ")) {
            (Some(text), _) => {
                if !golden.lines.is_empty() {
                    golden.article.push_str("\n\n");
                }
                text
            }
            (_, Some(text)) => {
                golden.article.push(' ');
                text
            }
            _ => continue,
        };
        golden.lines.push(Line { source: line.to_owned(), start: golden.article.chars().count() });
        golden.article.push_str(text.trim_end());
    }
    golden
}

/// The file as it should be: the text with the rows of what is read in it.
fn draw(golden: &Golden) -> String {
    let pipeline = Pipeline::new();
    let mut worker = pipeline.worker();
    let article = Article::new("golden", golden.article.as_str()).expect("a short text");
    let record = Record::new(&article, pipeline.annotate(&mut worker, &article), RecordOptions { all: true, ..RecordOptions::default() });
    // The sign of every code point of the article, and the speakers by where their words begin.
    let mut signs = vec![' '; golden.article.chars().count()];
    let mut speakers = Vec::new();
    let mark = |signs: &mut Vec<char>, span: Span, sign| signs[span.range()].fill(sign);
    for row in &record.quotations {
        let piece = |marked: &Marked| Span { start: marked.start, end: marked.end };
        if let Some(mention) = &row.mention {
            mark(&mut signs, piece(mention), 'm');
        }
        if let Some(cue) = &row.cue {
            mark(&mut signs, piece(cue), 'c');
        }
        let (sign, nobody) = match row.kind {
            RowKind::Direct => ('=', "?"),
            RowKind::Mixed => ('-', "?"),
            RowKind::Indirect => ('~', "?"),
            RowKind::None => ('.', "nobody"),
        };
        if row.kind == RowKind::Indirect {
            // What is quoted within keeps its sign.
            for piece in &row.content {
                signs[piece.start as usize..piece.end as usize].iter_mut().filter(|old| **old == ' ').for_each(|old| *old = sign);
            }
        } else {
            mark(&mut signs, Span { start: row.start, end: row.end }, sign);
        }
        speakers.push((row.start as usize, row.speaker.as_ref().map_or(nobody, |s| &*s.name)));
    }
    let mut out = golden.comments.join("\n");
    for line in &golden.lines {
        let _ = write!(out, "\n{}", line.source);
        let end = line.start + line.source.chars().count() - 2;
        let row: String = signs[line.start..end.min(signs.len())].iter().collect();
        if row.trim().is_empty() {
            continue;
        }
        let _ = write!(out, "\n  {}", row.trim_end());
        // Speakers in as few rows as hold them without touching.
        let mut rows: Vec<String> = Vec::new();
        for &(at, speaker) in speakers.iter().filter(|(at, _)| (line.start..end).contains(at)) {
            let column = at - line.start + 2;
            let free = rows.iter_mut().find(|row| row.chars().count() < column);
            let row = match free {
                Some(row) => row,
                None => {
                    rows.push(String::new());
                    rows.last_mut().expect("just pushed")
                }
            };
            row.extend(std::iter::repeat_n(' ', column - row.chars().count()));
            row.push_str(speaker);
        }
        for row in rows {
            let _ = write!(out, "\n{row}");
        }
    }
    out.push('\n');
    out.trim_start().to_owned()
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut files: Vec<_> = fs::read_dir(folder).expect("tests/golden").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    files
}

#[test]
fn articles_are_read_as_their_files_show() {
    let files = files();
    assert!(files.len() >= 12, "{} files", files.len());
    let accept = std::env::var_os("WHOSAID_ACCEPT").is_some_and(|value| value == "1");
    let mut wrong = String::new();
    for path in &files {
        let stored = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let drawn = draw(&parse(&stored));
        if drawn == stored {
            continue;
        }
        if accept {
            fs::write(path, &drawn).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            eprintln!("accepted: {} is written anew; read its diff before you commit it", path.display());
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let at = stored.lines().zip(drawn.lines()).take_while(|(a, b)| a == b).count();
        let _ = write!(wrong, "\ntests/golden/{name}:{}\n--- stored\n{stored}--- read now\n{drawn}", at + 1);
    }
    assert!(wrong.is_empty(), "if the rows read now are what a reader would say: WHOSAID_ACCEPT=1 cargo test --test golden\n{wrong}");
}

#[test]
fn a_row_stands_below_what_it_marks() {
    let text = "# One line\n| Ilse Varga said “so”\n+ and left.\n";
    let drawn = draw(&parse(text));
    let expected = "# One line\n| Ilse Varga said “so”\n  mmmmmmmmmm cccc ----\n                  Ilse Varga\n+ and left.\n";
    assert_eq!(drawn, expected);
    assert_eq!(draw(&parse(&drawn)), drawn, "rows are no text");
    assert_eq!(parse(&drawn).article, "Ilse Varga said “so” and left.", "the lines of one paragraph are joined by a blank");
}
