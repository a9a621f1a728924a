//! `whosaid show`.

/// Arguments of `whosaid show`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Runs the command and gives the exit code.
pub(crate) fn run(_args: &Args) -> anyhow::Result<u8> {
    anyhow::bail!("not built yet")
}
