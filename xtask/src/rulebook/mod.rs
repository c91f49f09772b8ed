//! `cargo xtask rulebook …`: what a person who edits the rulebook needs.

mod coverage;
mod data;
mod docs;
mod lint;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use clap::Subcommand;
use payout_rules::Engine;

use crate::project::Project;

/// The jobs.
#[derive(Debug, Subcommand)]
pub enum Job {
    /// Say everything that is wrong with the rulebook, or with overlays over it.
    Lint {
        /// Overlays (JSON), the later over the earlier.
        overlays: Vec<PathBuf>,
    },
    /// Show which method reaches which country in which currency, and what is closed by what.
    Coverage {
        /// A day or a moment; the day the facts were looked up if absent.
        #[arg(long)]
        at: Option<String>,
        /// `individual` or `business`; either if absent.
        #[arg(long = "type")]
        kind: Option<String>,
        /// The answer of `engine.coverage()` itself.
        #[arg(long)]
        json: bool,
    },
    /// Write the reference in docs/rulebook.
    Docs {
        /// Only say whether it is up to date.
        #[arg(long)]
        check: bool,
    },
}

/// Does the job.
pub fn run(project: &Project, job: &Job) -> Result<ExitCode> {
    match job {
        Job::Lint { overlays } => lint::run(project, overlays),
        Job::Coverage { at, kind, json } => coverage::run(at.as_deref(), kind.as_deref(), *json),
        Job::Docs { check } => docs::run(&project.root, *check),
    }
}

/// An engine with the default rulebook.
fn engine() -> Result<Engine> {
    let refused = |issues: Vec<payout_rules::issue::Issue>| {
        let first = issues.first().map(|issue| anyhow!("{}", issue.message));
        first.unwrap_or_else(|| anyhow!("no reason given"))
    };
    Engine::new(None)
        .map_err(refused)
        .context("the rulebook does not load; `cargo xtask rulebook lint` says all that is wrong")
}
