//! The writer's half of the output: what the workers made, in order, becomes a file.

#[cfg(feature = "formats")]
use super::blocks::Blocks;
use super::counted::Counted;
#[cfg(feature = "formats")]
use super::parquet_rows::ParquetRows;
use super::{Compression, OutputFormat, Target, separated};
use crate::error::{Error, Result};
use std::fmt;
use std::io::{self, Write};

/// Takes what a [`super::Renderer`] made of the articles, in their order, and writes the output.
///
/// Of a compressed output every write is to be whole articles. It is then in blocks, each readable by itself, that end behind the write which
/// brings them to 1 MiB of plain bytes: behind a block ([`Sink::settled`]) the file can be cut off and continued ([`Sink::go_on`]), and
/// the bytes depend on the articles alone.
pub struct Sink<W: Write + Send>(Way<W>);

enum Way<W: Write + Send> {
    Plain(Counted<W>),
    #[cfg(feature = "formats")]
    Blocks(Box<Blocks<W>>),
    #[cfg(feature = "formats")]
    Parquet(Box<ParquetRows<W>>),
}

impl<W: Write + Send> Sink<W> {
    /// A new output, with its header if the format has one. What [`OutputFormat::Brat`] makes goes on as it is: `out` is to be a
    /// [`super::BratFolder`].
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] if `out` fails, [`crate::ErrorKind::Setting`] if this build cannot write such a file.
    pub fn new(target: Target, out: W) -> Result<Self> {
        let mut sink = Sink(match target.format {
            OutputFormat::Parquet => parquet(out)?,
            _ => plain_or_blocks(target.compression, Counted { out, written: 0 })?,
        });
        if matches!(target.format, OutputFormat::Csv | OutputFormat::Tsv) {
            let mut header = Vec::new();
            separated::header(target.format, &mut header).map_err(|error| Error::bug(format!("the header: {error}")))?;
            sink.write_all(&header).map_err(|error| Error::io("the output could not be written", error))?;
        }
        Ok(sink)
    }

    /// An output of which `written` bytes are there: a file that was cut off where [`Sink::settled`] told. `out` appends to it.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Setting`] if the format cannot go on ([`OutputFormat::can_go_on`]) or this build cannot write such a file.
    pub fn go_on(target: Target, out: W, written: u64) -> Result<Self> {
        if !target.format.can_go_on() {
            let format = target.format.name();
            return Err(Error::setting(format!("an output as {format} cannot be continued, only written anew")));
        }
        Ok(Sink(plain_or_blocks(target.compression, Counted { out, written })?))
    }

    /// How many bytes of the output hold all that was taken so far; `None` in the middle of a block, and of Parquet.
    pub fn settled(&self) -> Option<u64> {
        match &self.0 {
            Way::Plain(out) => Some(out.written),
            #[cfg(feature = "formats")]
            Way::Blocks(blocks) => blocks.settled(),
            #[cfg(feature = "formats")]
            Way::Parquet(_) => None,
        }
    }

    /// Ends the block that is open before its time; how many bytes of the output hold all that was taken so far (of Parquet 0). Where that is done
    /// by anything but the articles, the bytes of a compressed output are not the same in every run.
    ///
    /// # Errors
    /// Those of the output.
    pub fn end_block(&mut self) -> io::Result<u64> {
        match &mut self.0 {
            Way::Plain(out) => Ok(out.written),
            #[cfg(feature = "formats")]
            Way::Blocks(blocks) => blocks.end_block(),
            #[cfg(feature = "formats")]
            Way::Parquet(_) => Ok(0),
        }
    }

    /// The output; `None` of Parquet, and behind an error that took it along.
    pub fn get_ref(&self) -> Option<&W> {
        match &self.0 {
            Way::Plain(out) => Some(&out.out),
            #[cfg(feature = "formats")]
            Way::Blocks(blocks) => blocks.get_ref(),
            #[cfg(feature = "formats")]
            Way::Parquet(_) => None,
        }
    }

    /// Writes what is left, and gives the output back.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(self) -> io::Result<W> {
        let mut out = match self.0 {
            Way::Plain(out) => out.out,
            #[cfg(feature = "formats")]
            Way::Blocks(blocks) => blocks.finish()?.out,
            #[cfg(feature = "formats")]
            Way::Parquet(rows) => rows.finish()?,
        };
        out.flush()?;
        Ok(out)
    }
}

#[cfg(feature = "formats")]
fn plain_or_blocks<W: Write + Send>(compression: Compression, out: Counted<W>) -> Result<Way<W>> {
    Ok(match compression {
        Compression::None => Way::Plain(out),
        _ => Way::Blocks(Box::new(Blocks::new(compression, out))),
    })
}

#[cfg(feature = "formats")]
fn parquet<W: Write + Send>(out: W) -> Result<Way<W>> {
    let rows = ParquetRows::new(out).map_err(|error| Error::io("the output could not be written", error))?;
    Ok(Way::Parquet(Box::new(rows)))
}

#[cfg(not(feature = "formats"))]
fn plain_or_blocks<W: Write + Send>(compression: Compression, out: Counted<W>) -> Result<Way<W>> {
    match compression {
        Compression::None => Ok(Way::Plain(out)),
        _ => Err(Error::setting("this build cannot compress; build it with the feature `formats`")),
    }
}

#[cfg(not(feature = "formats"))]
fn parquet<W: Write + Send>(_: W) -> Result<Way<W>> {
    Err(Error::setting("this build cannot write Parquet; build it with the feature `formats`"))
}

impl<W: Write + Send> Write for Sink<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Way::Plain(out) => out.write(bytes),
            #[cfg(feature = "formats")]
            Way::Blocks(blocks) => blocks.write(bytes),
            #[cfg(feature = "formats")]
            Way::Parquet(rows) => rows.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Way::Plain(out) => out.flush(),
            #[cfg(feature = "formats")]
            Way::Blocks(blocks) => blocks.flush(),
            #[cfg(feature = "formats")]
            Way::Parquet(rows) => rows.flush(),
        }
    }
}

impl<W: Write + Send> fmt::Debug for Sink<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sink").field("settled", &self.settled()).finish_non_exhaustive()
    }
}

#[cfg(all(test, feature = "formats"))]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use std::path::Path;

    #[test]
    fn a_header_stands_once_in_an_output_that_goes_on() {
        for name in ["a.csv", "a.tsv.gz", "a.csv.zst"] {
            let target = Target::choose(None, Some(Path::new(name))).unwrap();
            let mut whole = Sink::new(target, Vec::new()).unwrap();
            whole.write_all(b"one\n").unwrap();
            let settled = whole.end_block().unwrap();
            assert_eq!(whole.settled(), Some(settled));
            whole.write_all(b"two\n").unwrap();
            let whole = whole.finish().unwrap();
            let cut_off = whole[..usize::try_from(settled).unwrap()].to_vec();
            let mut goes_on = Sink::go_on(target, cut_off, settled).unwrap();
            goes_on.write_all(b"two\n").unwrap();
            assert!(goes_on.finish().unwrap() == whole, "{name}");
        }
    }

    #[test]
    fn what_is_plain_is_settled_after_every_write() {
        let mut sink = Sink::new(Target::default(), Vec::new()).unwrap();
        for (i, written) in (1..9).zip((4..).step_by(4)) {
            sink.write_all(b"one\n").unwrap();
            assert_eq!((sink.settled(), sink.end_block().unwrap()), (Some(written), 4 * i));
        }
        let mut kept = Sink::go_on(Target::default(), sink.finish().unwrap(), 32).unwrap();
        kept.write_all(b"two\n").unwrap();
        assert_eq!(kept.settled(), Some(36));
    }

    #[test]
    fn formats_that_cannot_go_on_are_refused() {
        for format in OutputFormat::ALL {
            let gone_on = Sink::go_on(Target { format, ..Target::default() }, Vec::new(), 0);
            assert_eq!(gone_on.is_ok(), format.can_go_on());
            assert!(gone_on.err().is_none_or(|error| error.kind() == ErrorKind::Setting));
        }
        let parquet = Sink::new(Target { format: OutputFormat::Parquet, ..Target::default() }, Vec::new()).unwrap();
        assert_eq!(parquet.settled(), None);
    }
}
