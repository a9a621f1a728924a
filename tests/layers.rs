//! Which way the modules of the library may use each other: a module uses only modules of a smaller number, equal numbers
//! are strangers, and the program sees nothing but what the library shows.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the library, the lowest first. A new module gets its row here.
const LAYERS: &[(&str, u32)] = &[
    ("digest", 0),
    ("eight", 0),
    ("error", 0),
    ("span", 0),
    // Text of a user is printed in errors, in contexts and as articles.
    ("steering", 0),
    // Lexicons and articles are read from files of the same kinds.
    ("untrusted", 0),
    ("article", 1),
    // Reading JSON lines needs errors only; labelled samples, predictions and inputs are read with it.
    ("jsonl", 1),
    // Lexicons and articles stand under headers of the same kind.
    ("header", 1),
    ("linear", 1),
    ("model_file", 1),
    // Records and labelled samples have the same kinds of rows.
    ("row_kind", 1),
    // What a record says of its offsets, written and read.
    ("units", 1),
    ("token", 2),
    ("lexicon", 3),
    ("quotation", 4),
    ("tagging", 4),
    ("mention", 5),
    ("coref", 6),
    ("cue", 7),
    ("attribution", 8),
    ("relation", 9),
    ("pipeline", 10),
    ("record", 11),
    ("gold", 11),
    ("io", 12),
    ("batch", 13),
    ("convert", 13),
    ("eval", 13),
    ("render", 13),
    ("report", 14),
    ("train", 14),
    ("serve", 14),
    ("bin", 15),
];

fn layer(module: &str) -> Option<u32> {
    LAYERS.iter().find(|(name, _)| *name == module).map(|&(_, layer)| layer)
}

/// A path into the crate: the line (from 1) and the first name behind `crate::`.
#[derive(Debug, PartialEq, Eq)]
struct Use {
    line: usize,
    name: String,
}

/// All paths of `source` that begin with `root::`, those of groups (`root::{a, b::c}`) one by one; none in comments.
fn paths(source: &str, root: &str) -> Vec<Use> {
    let code = without_comments(source);
    let start = format!("{root}::");
    let mut found = Vec::new();
    for (at, _) in code.match_indices(&start) {
        let inside_word = code[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | ':'));
        if inside_word {
            continue;
        }
        let line = |offset: usize| code[..offset].matches('\n').count() + 1;
        let rest = at + start.len();
        if !code[rest..].starts_with('{') {
            found.push(Use { line: line(at), name: first_name(&code[rest..]) });
            continue;
        }
        let (mut depth, mut expects) = (0, false);
        for (i, c) in code[rest..].char_indices() {
            match c {
                '{' => {
                    depth += 1;
                    expects = depth == 1;
                }
                '}' if depth == 1 => break,
                '}' => depth -= 1,
                ',' => expects = depth == 1,
                c if expects && !c.is_whitespace() => {
                    found.push(Use { line: line(rest + i), name: first_name(&code[rest + i..]) });
                    expects = false;
                }
                _ => {}
            }
        }
    }
    found
}

fn first_name(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The source with the text of line comments blanked, so that lines keep their numbers.
fn without_comments(source: &str) -> String {
    let line = |line: &str| match line.trim_start().starts_with("//") {
        true => String::new(),
        // A slash pair inside a string (an address) follows a colon.
        false => line.find(" // ").map_or(line, |at| &line[..at]).to_owned(),
    };
    source.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Every source file below `folder`, sorted.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.expect("a folder's entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A source file: where it stands below `src`, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The module of the crate that the file belongs to.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// How many modules lie between the crate's root and the code of the file.
    fn depth(&self) -> usize {
        self.path.split('/').filter(|part| *part != "mod.rs").count()
    }
}

fn library() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = |path: &PathBuf| Source {
        path: path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/"),
        text: fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())),
    };
    sources(&root).iter().map(read).collect()
}

/// What the front page shows under which name: `pub use article::Article` makes `crate::Article` the module `article`.
fn shown(front: &str) -> Vec<(String, String)> {
    let code = without_comments(front);
    let uses = code.split(';').filter_map(|part| part.trim_start().strip_prefix("pub use "));
    uses.flat_map(|path| {
        let (module, names) = path.split_once("::").unwrap_or((path, ""));
        let names: Vec<&str> = names.trim_matches(['{', '}']).split(',').map(str::trim).collect();
        names.into_iter().map(|name| (name.to_owned(), module.trim().to_owned())).collect::<Vec<_>>()
    })
    .collect()
}

/// What is wrong with one file of the library, one line a fault.
fn faults(source: &Source, shown: &[(String, String)]) -> Vec<String> {
    let module = source.module();
    let Some(own) = layer(module) else {
        return vec![format!("src/{}: module {module} has no layer; give it a row in LAYERS of tests/layers.rs", source.path)];
    };
    let mut faults = Vec::new();
    for Use { line, name } in paths(&source.text, "crate") {
        let used = shown.iter().find(|(shown, _)| *shown == name).map_or(name.as_str(), |(_, module)| module);
        match layer(used) {
            _ if used == module => {}
            None => faults.push(format!("src/{}:{line}: crate::{name} is of no known layer; give it a row in LAYERS", source.path)),
            Some(other) if other >= own => faults.push(format!(
                "src/{}:{line}: {module} (layer {own}) uses {used} (layer {other}); a module uses only smaller layers: move what is shared down, or the code up",
                source.path
            )),
            Some(_) => {}
        }
    }
    // A chain of `super` that leaves the module goes round the rule.
    let nested = usize::from(source.text.contains("mod tests {"));
    for (i, line) in without_comments(&source.text).lines().enumerate() {
        let chain = (1..6).take_while(|&n| line.contains(&"super::".repeat(n))).count();
        if chain >= source.depth() + nested {
            faults.push(format!("src/{}:{}: super leaves the module {module}; write crate:: and the module's name", source.path, i + 1));
        }
    }
    faults
}

#[test]
fn no_module_uses_an_equal_or_higher_layer() {
    let all = library();
    let front = all.iter().find(|s| s.path == "lib.rs").expect("src/lib.rs");
    let shown = shown(&front.text);
    let modules = all.iter().filter(|s| s.path != "lib.rs" && s.module() != "bin");
    let faults: Vec<String> = modules.flat_map(|source| faults(source, &shown)).collect();
    assert!(faults.is_empty(), "{} imports against the layers\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_program_sees_only_what_the_library_shows() {
    let all = library();
    let program: Vec<&Source> = all.iter().filter(|s| s.module() == "bin").collect();
    let own: Vec<&str> =
        program.iter().filter_map(|s| s.path.strip_prefix("bin/whosaid/")).filter_map(|p| p.split(['/', '.']).next()).collect();
    let mut faults = Vec::new();
    for source in &program {
        for Use { line, name } in paths(&source.text, "crate") {
            if !own.contains(&name.as_str()) {
                faults.push(format!("src/{}:{line}: crate::{name} is no module of the program; use whosaid::", source.path));
            }
        }
        for (i, line) in source.text.lines().enumerate() {
            if line.contains("#[path") || line.contains("include!(") {
                faults.push(format!("src/{}:{}: brings in a file of the library by its path; use whosaid::", source.path, i + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(program.iter().any(|s| !paths(&s.text, "whosaid").is_empty()), "the program uses the library");
}

#[test]
fn every_module_of_the_front_page_has_a_layer_and_no_layer_is_stale() {
    let all = library();
    let mut modules: Vec<&str> = all.iter().map(Source::module).filter(|m| *m != "lib").collect();
    modules.dedup();
    for module in &modules {
        assert!(layer(module).is_some(), "module {module} has no row in LAYERS");
    }
    for (name, _) in LAYERS {
        assert!(modules.contains(name), "LAYERS has a row for {name}, which is no module");
    }
}

#[test]
fn upward_paths_are_seen_wherever_they_stand() {
    let file = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let shown = shown("mod record;\npub use record::{Marked, Record};\npub use article::Article;\n");
    let told = |path: &str, text: &str| faults(&file(path, text), &shown).join("\n");
    assert_eq!(told("cue/finder.rs", "use crate::span::Span;\nuse crate::{lexicon::{Facts, Tag}, token::Token};"), "");
    assert!(told("token/kind.rs", "\nuse crate::cue::Cue;").starts_with("src/token/kind.rs:2: token (layer 2) uses cue (layer 7)"));
    assert!(
        told("gold.rs", "use crate::{\n    error::Error,\n    record::Record,\n};")
            .starts_with("src/gold.rs:3: gold (layer 11) uses record (layer 11)")
    );
    assert!(told("io/mod.rs", "fn f() -> crate::eval::Report {}").contains("io (layer 12) uses eval (layer 13)"));
    assert!(told("io/mod.rs", "use crate::{Article, Record};").is_empty());
    assert!(told("gold.rs", "use crate::Record;").contains("uses record (layer 11)"), "a re-export hides no layer");
    assert_eq!(told("token/kind.rs", "/// See [`crate::cue`].\nlet x = 1; // crate::cue"), "", "comments are no imports");
    assert!(told("token/kind.rs", "use super::super::cue::Cue;").contains("super leaves the module token"));
    assert!(told("new.rs", "").contains("module new has no layer"));
}
