//! Compression in blocks: gzip members or Zstandard frames one behind the other, which every reader takes for one stream. Behind
//! the end of a block an output can be cut off and continued.

use super::Compression;
use super::counted::Counted;
use flate2::write::GzEncoder;
use std::io::{self, Write};
use zstd::stream::write::Encoder;

/// A block ends behind the first write that brings it to so many plain bytes: large enough to compress as well as the whole (by
/// one part in a hundred), small enough to lose little.
const BLOCK_BYTES: u64 = 1 << 20;
/// zstd's own usual level; that of gzip is its crate's.
const ZSTD_LEVEL: i32 = 3;

/// Compresses what is written. Where blocks end depends on the sizes of the writes alone.
pub(super) struct Blocks<W: Write> {
    compression: Compression,
    /// Absent only behind an error, which has taken the output with it.
    state: Option<State<W>>,
    /// Plain bytes in the block that is open.
    open: u64,
}

enum State<W: Write> {
    /// Between two blocks.
    Between(Counted<W>),
    Gzip(GzEncoder<Counted<W>>),
    Zstd(Encoder<'static, Counted<W>>),
}

impl<W: Write> Blocks<W> {
    /// Compresses what follows in `out`.
    pub(super) fn new(compression: Compression, out: Counted<W>) -> Self {
        Blocks { compression, state: Some(State::Between(out)), open: 0 }
    }

    /// How many compressed bytes hold all that was written; `None` inside a block.
    pub(super) fn settled(&self) -> Option<u64> {
        match &self.state {
            Some(State::Between(out)) => Some(out.written),
            _ => None,
        }
    }

    /// The output, if no error has taken it along.
    pub(super) fn get_ref(&self) -> Option<&W> {
        Some(match self.state.as_ref()? {
            State::Between(out) => &out.out,
            State::Gzip(encoder) => &encoder.get_ref().out,
            State::Zstd(encoder) => &encoder.get_ref().out,
        })
    }

    /// Ends the block that is open, if one is; how many compressed bytes there are now.
    ///
    /// # Errors
    /// Those of the output. It is lost then.
    pub(super) fn end_block(&mut self) -> io::Result<u64> {
        let out = match self.state.take().ok_or_else(lost)? {
            State::Between(out) => out,
            State::Gzip(encoder) => encoder.finish()?,
            State::Zstd(encoder) => encoder.finish()?,
        };
        let written = out.written;
        self.open = 0;
        self.state = Some(State::Between(out));
        Ok(written)
    }

    /// Ends the last block. No output is empty: nothing, compressed, is one block.
    ///
    /// # Errors
    /// Those of the output.
    pub(super) fn finish(mut self) -> io::Result<Counted<W>> {
        if self.settled() == Some(0) {
            self.open_block()?;
        }
        self.end_block()?;
        match self.state {
            Some(State::Between(out)) => Ok(out),
            _ => Err(lost()),
        }
    }

    fn open_block(&mut self) -> io::Result<()> {
        self.state = Some(match self.state.take().ok_or_else(lost)? {
            State::Between(out) if self.compression == Compression::Gzip => {
                State::Gzip(GzEncoder::new(out, flate2::Compression::default()))
            }
            State::Between(out) => State::Zstd(Encoder::new(out, ZSTD_LEVEL)?),
            open => open,
        });
        Ok(())
    }
}

impl<W: Write> Write for Blocks<W> {
    /// Takes all of `bytes`.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        self.open_block()?;
        let written = match &mut self.state {
            Some(State::Gzip(encoder)) => encoder.write_all(bytes),
            Some(State::Zstd(encoder)) => encoder.write_all(bytes),
            _ => Err(lost()),
        };
        if written.is_err() {
            self.state = None;
        }
        written?;
        self.open += bytes.len() as u64;
        if self.open >= BLOCK_BYTES {
            self.end_block()?;
        }
        Ok(bytes.len())
    }

    /// Hands on what is ready; ends no block, since when this is called is no matter of the articles.
    fn flush(&mut self) -> io::Result<()> {
        match &mut self.state {
            Some(State::Between(out)) => out.flush(),
            Some(State::Gzip(encoder)) => encoder.get_mut().flush(),
            Some(State::Zstd(encoder)) => encoder.get_mut().flush(),
            None => Err(lost()),
        }
    }
}

fn lost() -> io::Error {
    io::Error::other("the output failed before")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn plain(compression: Compression, bytes: &[u8]) -> Vec<u8> {
        let mut all = Vec::new();
        match compression {
            Compression::Gzip => flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut all).unwrap(),
            _ => zstd::stream::read::Decoder::new(bytes).unwrap().read_to_end(&mut all).unwrap(),
        };
        all
    }

    fn new(compression: Compression, out: Vec<u8>) -> Blocks<Vec<u8>> {
        let written = out.len() as u64;
        Blocks::new(compression, Counted { out, written })
    }

    /// Some dozens of writes, several blocks in all.
    fn pieces() -> Vec<Vec<u8>> {
        (0..40).map(|i: usize| format!("{i} and so on ").repeat(1 + i * 7919 % 24_000).into_bytes()).collect()
    }

    #[test]
    fn an_output_cut_off_behind_a_block_is_continued_to_the_same_bytes() {
        for compression in [Compression::Gzip, Compression::Zstd] {
            let mut blocks = new(compression, Vec::new());
            let mut places = vec![(0, 0)];
            for (i, piece) in pieces().iter().enumerate() {
                blocks.write_all(piece).unwrap();
                places.extend(blocks.settled().map(|settled| (i + 1, usize::try_from(settled).unwrap())));
            }
            let whole = blocks.finish().unwrap().out;
            assert_eq!(plain(compression, &whole), pieces().concat());
            assert!(places.len() > 2, "{places:?}");
            for (done, length) in places {
                let mut blocks = new(compression, whole[..length].to_vec());
                assert_eq!(blocks.settled(), Some(length as u64));
                pieces()[done..].iter().for_each(|piece| blocks.write_all(piece).unwrap());
                assert!(blocks.finish().unwrap().out == whole, "continued behind {done} pieces");
            }
        }
    }

    #[test]
    fn nothing_is_a_stream_too() {
        for compression in [Compression::Gzip, Compression::Zstd] {
            let nothing = new(compression, Vec::new()).finish().unwrap().out;
            assert!(!nothing.is_empty());
            assert_eq!(plain(compression, &nothing), b"");
        }
    }

    #[test]
    fn a_failed_output_stays_failed() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }

            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        for compression in [Compression::Gzip, Compression::Zstd] {
            let mut blocks = Blocks::new(compression, Counted { out: Full, written: 0 });
            // What is small stays in the encoder until the block ends.
            let told = blocks.write_all(b"a").and_then(|()| blocks.end_block().map(drop));
            assert_eq!(told.unwrap_err().kind(), io::ErrorKind::StorageFull);
            assert!(blocks.write_all(b"a").is_err() && blocks.flush().is_err() && blocks.finish().is_err());
        }
    }
}
