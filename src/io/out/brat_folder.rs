//! A folder of brat's standoff: for each article a text and an annotation file, and beside them brat's settings and a list.

use super::brat::Document;
use super::whole_lines::{WholeLines, bad_line};
use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Longest name made of an id, in bytes; file systems take 255 with ending and number.
const NAME_BYTES: usize = 160;

/// What brat must know of the annotation to show it.
const SETTINGS: &str = "\
[entities]
Source
Cue
Content

[relations]

[events]
Attribution\tContent*:Content, Cue*:Cue, Source*:Source

[attributes]
Kind\tArg:Attribution, Value:direct|mixed|indirect|none
Status\tArg:Attribution, Value:negated|modal
";

/// Takes what a [`super::Renderer`] made for [`super::OutputFormat::Brat`], in pieces of any size, and writes `NAME.txt` and `NAME.ann` for each
/// article, `annotation.conf` with brat's settings, and `articles.jsonl`, which tells of every name the article's id, title, date and address.
///
/// A name is the id with `_` for whatever is no letter, digit, `-`, `_` or `.`, or is a `.` in front: no id leads out of the folder. Where
/// the name is taken, the number of the article among all (from 1) is added, as `NAME~12`.
#[derive(Debug)]
pub struct BratFolder {
    folder: PathBuf,
    list: BufWriter<File>,
    lines: WholeLines,
    articles: u64,
}

/// A line of the list.
#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    id: &'a str,
    title: Option<&'a str>,
    date: Option<&'a str>,
    url: Option<&'a str>,
}

impl BratFolder {
    /// Begins to fill `folder`, which must be there and hold nothing.
    ///
    /// # Errors
    /// What the file system gives.
    pub fn new(folder: impl Into<PathBuf>) -> io::Result<Self> {
        let folder = folder.into();
        fs::write(folder.join("annotation.conf"), SETTINGS)?;
        let list = BufWriter::new(File::create_new(folder.join("articles.jsonl"))?);
        Ok(BratFolder { folder, list, lines: WholeLines::default(), articles: 0 })
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// What the file system gives; [`ErrorKind::UnexpectedEof`] if the last article is cut off.
    pub fn finish(mut self) -> io::Result<()> {
        self.lines.finish()?;
        self.list.flush()
    }
}

impl Write for BratFolder {
    /// Takes all of `bytes`.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let BratFolder { folder, list, lines, articles } = self;
        lines.push(bytes, |line, number| {
            let document: Document<'_> = serde_json::from_slice(line).map_err(|error| bad_line(number, &error))?;
            *articles += 1;
            let name = put(folder, &document, *articles)?;
            let [title, date, url] = [&document.title, &document.date, &document.url].map(Option::as_deref);
            serde_json::to_writer(&mut *list, &Listed { name: &name, id: &document.id, title, date, url })?;
            list.write_all(b"\n")
        })?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.list.flush()
    }
}

/// Writes both files of article `number` and tells their name.
fn put(folder: &Path, document: &Document<'_>, number: u64) -> io::Result<String> {
    let mut name = safe(&document.id);
    let text = File::create_new(folder.join(format!("{name}.txt")));
    // Which names a file system takes for the same (in capitals, say) it knows best.
    let mut text = match text {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            name = format!("{name}~{number}");
            File::create_new(folder.join(format!("{name}.txt")))?
        }
        text => text?,
    };
    text.write_all(document.text.as_bytes())?;
    File::create_new(folder.join(format!("{name}.ann")))?.write_all(document.ann.as_bytes())?;
    Ok(name)
}

/// A file name like `id`, which is no path, no hidden file, and on no system a device.
fn safe(id: &str) -> String {
    let mut name: String = id.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' }).collect();
    name.truncate(name.floor_char_boundary(NAME_BYTES));
    if name.is_empty() || name.starts_with('.') {
        name.replace_range(..name.len().min(1), "_");
    }
    let stem = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let is_port = stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")) && stem.ends_with(|c: char| c.is_ascii_digit());
    if is_port || matches!(&*stem, "CON" | "PRN" | "AUX" | "NUL") {
        name.insert(0, '_');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fill(folder: &Path, ids: &[&str], cut: usize) -> io::Result<()> {
        let mut brat = BratFolder::new(folder)?;
        let document = |id: &str| Document { id: id.to_owned().into(), text: format!("text of {id}").into(), ..Document::default() };
        let lines: String = ids.iter().map(|id| serde_json::to_string(&document(id)).unwrap() + "\n").collect();
        lines.as_bytes().chunks(cut).try_for_each(|piece| brat.write_all(piece))?;
        brat.finish()
    }

    #[test]
    fn no_id_leads_out_of_the_folder_or_over_another_article() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("brat");
        fs::create_dir(&folder).unwrap();
        let long = "é".repeat(500);
        let ids = ["a/b", "a_b", "../x", "", "..", "/etc/x", "a/b", ".hidden", "con.1", "C:\\x", &long, "a\0b", "Статья 7"];
        fill(&folder, &ids, 7).unwrap();
        let list = fs::read_to_string(folder.join("articles.jsonl")).unwrap();
        let names: Vec<String> = list
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["name"].as_str().unwrap().to_owned())
            .collect();
        let cut = "é".repeat(80);
        let expected = ["a_b", "a_b~2", "_._x", "_", "_.", "_etc_x", "a_b~7", "_hidden", "_con.1", "C__x", &cut, "a_b~12", "Статья_7"];
        assert_eq!(names, expected);
        for (name, id) in names.iter().zip(ids) {
            assert_eq!(fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap(), format!("text of {id}"));
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2 * ids.len() + 2);
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "nothing beside the folder");
    }

    #[test]
    fn a_folder_that_is_not_empty_and_a_document_that_is_cut_off_are_refused() {
        let place = tempfile::tempdir().unwrap();
        fill(place.path(), &["a"], 3).unwrap();
        assert_eq!(fill(place.path(), &["a"], 3).unwrap_err().kind(), ErrorKind::AlreadyExists);
        let other = tempfile::tempdir().unwrap();
        let mut brat = BratFolder::new(other.path()).unwrap();
        brat.write_all(b"{\"id\":\"a\"").unwrap();
        assert_eq!(brat.finish().unwrap_err().kind(), ErrorKind::UnexpectedEof);
    }

    proptest! {
        #[test]
        fn a_name_is_one_part_of_a_path(id in "\\PC{0,80}|[./\\\\a]{0,8}") {
            let name = safe(&id);
            prop_assert!(!name.is_empty() && !name.starts_with('.') && name.len() <= NAME_BYTES + 1, "{}", name);
            prop_assert_eq!(Path::new(&name).components().count(), 1);
            prop_assert!(!name.contains(['/', '\\', ':', '~', '\0']), "{}", name);
        }
    }
}
