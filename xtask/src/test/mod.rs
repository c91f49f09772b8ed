//! Every suite, one after another; at the end a line for each and one for all.

mod hashes;
mod suites;
mod tally;

use std::process::ExitCode;

use anyhow::Result;

use self::tally::Tally;
use crate::project::Project;

/// Runs everything; a suite that cannot run has failed, by name.
pub fn run(project: &Project) -> Result<ExitCode> {
    let tallies = suites::all(project);
    Ok(summary(&tallies))
}

fn summary(tallies: &[Tally]) -> ExitCode {
    println!("\n{:<34} {:>7} {:>7}", "suite", "passed", "failed");
    for tally in tallies {
        let note = tally.note.as_deref().unwrap_or_default();
        let line = format!("{:<34} {:>7} {:>7}  {note}", tally.name, tally.passed, tally.failed);
        println!("{}", line.trim_end());
    }
    for figure in tallies.iter().flat_map(|tally| &tally.figures) {
        println!("{figure}");
    }
    for tally in tallies {
        for failure in &tally.failures {
            println!("FAILED {}: {failure}", tally.name);
        }
    }
    let passed: u64 = tallies.iter().map(|tally| tally.passed).sum();
    let failed: u64 = tallies.iter().map(|tally| tally.failed).sum();
    println!("{passed} passed, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
