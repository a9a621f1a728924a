//! Folders of brat: every `.ann` at any depth, with the `.txt` that it marks.
//!
//! The text of `NAME.ann` is `NAME.txt` beside it, or in the folder `text` beside its folder. Where there is none, the name without what
//! follows its last `_` counts: PolNeAR keeps `train/attributions/NAME_ANNOTATOR.ann` and `train/text/NAME.txt`.
//!
//! The id of an article is the name of its text without folder and ending, so that it is found among the predictions for the texts; where
//! several files mark one text, or several texts have one name, that of the `.ann` with its folders.

use super::input::limit;
use super::standoff;
use crate::error::{Error, Result};
use crate::gold::GoldArticle;
use crate::io::{Files, decode_text};
use std::collections::{HashMap, VecDeque};
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::vec;

/// Whether a file of this ending holds annotations.
pub(super) fn is_annotation(extension: &str) -> bool {
    extension.eq_ignore_ascii_case("ann")
}

/// Reads the articles of a folder.
pub(super) struct Folder {
    found: vec::IntoIter<Pair>,
    faults: VecDeque<Error>,
}

/// An annotation with its text.
struct Pair {
    annotation: PathBuf,
    text: PathBuf,
    id: String,
}

impl Folder {
    /// Lists the annotations of a folder, sorted by path; an annotation itself is one alone.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] if the folder cannot be listed, or there is no annotation in it.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let is_wanted = |path: &Path| path.extension().and_then(OsStr::to_str).is_some_and(is_annotation);
        let (mut annotations, mut faults) = (Vec::new(), VecDeque::new());
        if path.is_dir() {
            for file in Files::new(path.to_path_buf())? {
                match file {
                    Ok(file) if is_wanted(&file) => annotations.push(file),
                    Ok(_) => {}
                    Err(error) => faults.push_back(error),
                }
            }
        } else {
            annotations.push(path.to_path_buf());
        }
        if annotations.is_empty() && faults.is_empty() {
            let nothing = std::io::Error::new(std::io::ErrorKind::NotFound, "no .ann file in the folder");
            return Err(Error::unreadable(path.display().to_string(), None, nothing));
        }
        let mut found = Vec::with_capacity(annotations.len());
        for annotation in annotations {
            match text_of(&annotation) {
                Ok(text) => found.push(Pair { id: stem(&text), annotation, text }),
                Err(error) => faults.push_back(error),
            }
        }
        let mut uses: HashMap<String, u32> = HashMap::with_capacity(found.len());
        found.iter().for_each(|pair| *uses.entry(pair.id.clone()).or_default() += 1);
        for pair in found.iter_mut().filter(|pair| uses.get(&pair.id).is_some_and(|&uses| uses > 1)) {
            let inner = pair.annotation.strip_prefix(path).unwrap_or(&pair.annotation).with_extension("");
            pair.id = inner.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        }
        Ok(Folder { found: found.into_iter(), faults })
    }

    fn article(&mut self, pair: Pair) -> Result<GoldArticle> {
        let text = read(&pair.text)?;
        let annotation = read(&pair.annotation)?;
        let mut faults = Vec::new();
        let attributions = standoff::read(&pair.annotation.display().to_string(), &annotation, &text, &mut faults);
        self.faults.extend(faults);
        Ok(GoldArticle { id: pair.id, text, attributions: Some(attributions), ..GoldArticle::default() })
    }
}

impl Iterator for Folder {
    type Item = Result<GoldArticle>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(fault) = self.faults.pop_front() {
            return Some(Err(fault));
        }
        let pair = self.found.next()?;
        Some(self.article(pair))
    }
}

/// Where the text of an annotation is.
fn text_of(annotation: &Path) -> Result<PathBuf> {
    let name = stem(annotation);
    let folder = annotation.parent().unwrap_or(Path::new(""));
    // `.` and `..` have no name that another could take the place of.
    let beside = if folder.file_name().is_some() { folder.with_file_name("text") } else { folder.join("../text") };
    let names = [Some(name.as_str()), name.rsplit_once('_').map(|(name, _)| name)];
    let places = names.into_iter().flatten().flat_map(|name| [folder, &beside].map(|folder| folder.join(format!("{name}.txt"))));
    places.into_iter().find(|place| place.is_file()).ok_or_else(|| {
        let told = std::io::Error::new(std::io::ErrorKind::NotFound, format!("no text {name}.txt beside it, nor in {}", beside.display()));
        Error::unreadable(annotation.display().to_string(), None, told)
    })
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A whole file of UTF-8, without a byte order mark.
fn read(path: &Path) -> Result<String> {
    let file = path.display().to_string();
    let mut bytes = Vec::new();
    let opened = File::open(path).and_then(|opened| opened.take(limit() as u64 + 1).read_to_end(&mut bytes));
    opened.map_err(|error| Error::unreadable(&file, None, error))?;
    if bytes.len() > limit() {
        return Err(Error::too_large("the file so far", bytes.len() as u64, limit() as u64).in_file(&file, None));
    }
    Ok(decode_text(&file, "", &bytes)?.text().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (file, text) in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn ids(path: &Path) -> Vec<String> {
        let told =
            |read: Result<GoldArticle>| read.map_or_else(|error| error.to_string(), |article| format!("{} {:?}", article.id, article.text));
        Folder::open(path).unwrap().map(told).collect()
    }

    #[test]
    fn texts_are_found_beside_and_as_polnear_keeps_them() {
        let folder = folder(&[
            ("plain/a_b.ann", ""),
            ("plain/a_b.txt", "own name"),
            ("plain/a.txt", "other"),
            ("data/train/attributions/b_x-1_4e07.ann", ""),
            ("data/train/text/b_x-1.txt", "sibling"),
            ("data/dev/attributions/c_1.ann", ""),
            ("data/dev/attributions/c_2.ANN", ""),
            ("data/dev/text/c.txt", "two annotators"),
        ]);
        let dev = ["data/dev/attributions/c_1 \"two annotators\"", "data/dev/attributions/c_2 \"two annotators\""];
        assert_eq!(ids(folder.path()), [dev[0], dev[1], "b_x-1 \"sibling\"", "a_b \"own name\""]);
        assert_eq!(ids(&folder.path().join("plain/a_b.ann")), ["a_b \"own name\""]);
    }

    #[test]
    fn what_is_missing_is_told_and_the_rest_goes_on() {
        let folder = folder(&[("a.ann", ""), ("b.ann", "T1\tSource 0 9\tx"), ("b.txt", "Åse"), ("c/d.md", "")]);
        let told = ids(folder.path());
        assert!(told[0].contains("a.ann: no text a.txt beside it, nor in "), "{told:?}");
        assert_eq!(told[1], "b \"Åse\"");
        assert!(told[2].contains("b.ann:1: T1: 0..9 is no span of the text"), "{told:?}");
        let none = Folder::open(&folder.path().join("c")).err().unwrap().to_string();
        assert!(none.ends_with("c: no .ann file in the folder"), "{none}");
    }
}
