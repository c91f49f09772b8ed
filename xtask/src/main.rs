//! `cargo xtask …`: every job a person or CI runs.

mod bench;
mod demo;
mod npm;
mod package;
mod process;
mod project;
mod rulebook;
mod setup;
mod test;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::project::Project;

/// Every job a person or CI runs. Each command gets what is missing first and says so.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Get what building and testing need, and say what was found or done.
    Setup,
    /// Build the npm package into target/npm/package and pack it beside.
    Package,
    /// Plan the example batch with the packed npm package and print the decisions.
    Demo {
        /// A batch of your own (JSON).
        #[arg(requires = "context")]
        batch: Option<PathBuf>,
        /// The context that goes with it (JSON).
        context: Option<PathBuf>,
    },
    /// Check the rulebook, show what it covers, write its reference.
    Rulebook {
        /// The job.
        #[command(subcommand)]
        job: rulebook::Job,
    },
    /// Time the npm package beside the native engine, `JSON.parse` and four peers, as Markdown.
    Bench {
        /// A smaller batch and fewer rounds: minutes become seconds, and figures rough.
        #[arg(long)]
        quick: bool,
    },
    /// Run every suite: native, wasm under Node and in a browser, and the packed package.
    Test,
}

fn main() -> ExitCode {
    match run(&Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &Task) -> Result<ExitCode> {
    let project = Project::find()?;
    match task {
        Task::Setup => setup::everything(&project)?,
        Task::Package => {
            package::build(&project, &setup::for_package(&project)?)?;
        }
        Task::Demo { batch, context } => {
            let files = batch.as_deref().zip(context.as_deref());
            demo::run(&project, files)?;
        }
        Task::Bench { quick } => bench::run(&project, *quick)?,
        Task::Rulebook { job } => return rulebook::run(&project, job),
        Task::Test => return test::run(&project),
    }
    Ok(ExitCode::SUCCESS)
}
