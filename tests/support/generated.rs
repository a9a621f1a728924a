//! Files in the repository that are made from others.
#![allow(clippy::print_stderr, reason = "acceptance says which file it has written")]

use std::fs;
use std::path::Path;

/// The file holds exactly these bytes; under `WHOSAID_ACCEPT=1` it is made to.
pub(crate) fn assert_generated(test: &str, path: &Path, generated: &str) {
    if std::env::var_os("WHOSAID_ACCEPT").is_some_and(|value| value == "1") {
        fs::write(path, generated).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        eprintln!("accepted: {} is written anew, {} bytes; read its diff before you commit it", path.display(), generated.len());
        return;
    }
    let stored =
        fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}\nwrite it: WHOSAID_ACCEPT=1 cargo test --test {test}", path.display()));
    if stored != generated {
        let at = stored.lines().zip(generated.lines()).take_while(|(a, b)| a == b).count();
        let line = |text: &str| text.lines().nth(at).map_or("(no such line)".into(), |l| l.chars().take(400).collect::<String>());
        panic!(
            "{}:{}: not what articles and labels give\nstored:    {}\ngenerated: {}\nif the labels are right, accept: WHOSAID_ACCEPT=1 cargo test --test {test}",
            path.display(),
            at + 1,
            line(&stored),
            line(generated)
        );
    }
}
