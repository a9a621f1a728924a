//! What is found, in the formats that other programs read.
//!
//! A [`Renderer`] makes of each annotated article what its format wants and appends it to a buffer, on as many threads as there are.
//! A [`Sink`] takes the buffers in the order of the articles and makes a file of them: with a header, compressed, or as Parquet.
//! [`BratFolder`] makes a folder of them. `docs/FORMATS.md` has the fields and columns of all formats.

#[cfg(feature = "formats")]
mod blocks;
mod brat;
mod brat_folder;
mod corenlp;
mod counted;
mod found;
#[cfg(feature = "formats")]
mod parquet_rows;
mod places;
mod quotebank;
mod renderer;
mod separated;
mod sink;
mod target;
mod whole_lines;

pub use brat_folder::BratFolder;
pub use renderer::Renderer;
pub use sink::Sink;
pub use target::{Compression, OutputFormat, Target};
