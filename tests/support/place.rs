//! The program, run in a temporary folder.

#![allow(dead_code, reason = "each test uses its part")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use whosaid::Record;

/// A temporary folder in which the program runs.
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Place(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn with(self, file: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).unwrap()
    }

    /// Every name in the folder, hidden ones too.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
        command.args(["annotate", "--quiet"]).args(arguments).current_dir(self.path()).stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// Any command, with all that it says.
    pub(crate) fn whosaid(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
        Run::of(command.args(arguments).current_dir(self.path()).stdin(Stdio::null()).output().unwrap())
    }

    pub(crate) fn run_with_stdin(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Run::of(child.wait_with_output().unwrap())
    }
}

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    /// Standard error, line by line.
    pub(crate) messages: Vec<String>,
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        Run {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            messages: String::from_utf8(output.stderr).unwrap().lines().map(str::to_owned).collect(),
        }
    }

    pub(crate) fn ids(&self) -> Vec<String> {
        ids(&self.stdout)
    }

    /// Done, with nothing to say, and these articles.
    pub(crate) fn gives(&self, ids: &[&str]) {
        assert_eq!((self.code, &self.messages[..]), (0, &[][..]), "{self:?}");
        assert_eq!(self.ids(), ids);
    }

    /// Done, with these articles and these messages.
    pub(crate) fn gives_with(&self, ids: &[&str], messages: &[&str]) {
        assert_eq!(self.messages, messages);
        assert_eq!(self.ids(), ids);
        assert_eq!(self.code, 1);
    }

    /// Could not run: nothing written, and a message that begins so.
    pub(crate) fn refuses(&self, message: &str) {
        assert_eq!((self.code, &self.stdout[..]), (2, ""), "{self:?}");
        assert!(self.messages[0].starts_with(message), "{:?} does not begin with {message:?}", self.messages);
    }
}

pub(crate) fn records(lines: &str) -> Vec<Record<'static>> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

pub(crate) fn ids(lines: &str) -> Vec<String> {
    records(lines).into_iter().map(|record| record.id.into_owned()).collect()
}

pub(crate) fn line(id: &str, text: &str) -> String {
    format!("{}\n", serde_json::json!({"id": id, "text": text}))
}

/// Articles of very different lengths, so that threads finish them out of order.
pub(crate) fn many_lines(count: usize) -> String {
    let paragraph = "“The bridge is “safe”,” said Ilse Marn, the engineer. “We tested it.”\n\n";
    (0..count).map(|i| line(&format!("n{i}"), &paragraph.repeat(1 + i * 7919 % 97))).collect()
}

/// Says aloud that something is not tested here.
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
pub(crate) fn skipped(what: &str) {
    eprintln!("skipped: {what}");
}
