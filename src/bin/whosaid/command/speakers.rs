//! The option of all commands that read articles: the user's speakers.

use super::tell;
use std::path::PathBuf;
use whosaid::Pipeline;
use whosaid::lexicon::Lexicon;

/// Which speakers are known beforehand.
#[derive(Debug, clap::Args)]
pub(super) struct SpeakerArgs {
    /// Known speakers, as JSON lines or CSV: their names and ids go into the records
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
}

impl SpeakerArgs {
    /// The pipeline that knows them; aliases that had to be left out are told.
    pub(super) fn pipeline(&self) -> anyhow::Result<Pipeline> {
        let Some(path) = &self.lexicon else { return Ok(Pipeline::new()) };
        let lexicon = Lexicon::from_path(path)?;
        for warning in lexicon.warnings() {
            tell(warning);
        }
        Ok(Pipeline::with_lexicon(lexicon))
    }
}
