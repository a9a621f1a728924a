//! The program: parses the command line, runs one command, prints the error chain.

mod command;
mod output;
mod partial;
mod run;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Reads news articles and says who said what.
#[derive(Debug, Parser)]
#[command(name = "whosaid", version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write every quotation with its speaker.
    Annotate(command::annotate::Args),
    /// Print an article with its quotations coloured by speaker.
    Show(command::show::Args),
    /// Print every candidate speaker of a quotation with what speaks for and against it.
    Explain(command::explain::Args),
    /// Write one page for a browser: who said what in many articles.
    Report(command::report::Args),
    /// Score against a labelled sample.
    Eval(command::eval::Args),
    /// Turn another labelled sample into one that eval and train read.
    Convert(command::convert::Args),
    /// Train a model from labelled samples.
    Train(command::train::Args),
    /// Tell about a model.
    Model(command::model::Args),
    /// Compile or check known speakers.
    Lexicon(command::lexicon::Args),
    /// Annotate over HTTP.
    #[cfg(feature = "serve")]
    Serve(command::serve::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Annotate(args) => command::annotate::run(&args),
        Command::Show(args) => command::show::run(&args),
        Command::Explain(args) => command::explain::run(&args),
        Command::Report(args) => command::report::run(&args),
        Command::Eval(args) => command::eval::run(&args),
        Command::Convert(args) => command::convert::run(&args),
        Command::Train(args) => command::train::run(&args),
        Command::Model(args) => command::model::run(&args),
        Command::Lexicon(args) => command::lexicon::run(&args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => command::serve::run(&args),
    };
    command::exit(result)
}
