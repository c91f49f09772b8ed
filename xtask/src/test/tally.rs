//! Counting what test runners print: an exit status alone does not say that anything ran.

use std::process::Command;

use anyhow::Error;

use super::hashes::{self, Hashes};
use crate::process::{self, shown};

/// What one suite came to.
#[derive(Debug, Default)]
pub struct Tally {
    /// The suite.
    pub name: &'static str,
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
    /// Each failure, by name.
    pub failures: Vec<String>,
    /// What its tests printed as hashes.
    pub hashes: Hashes,
    /// What its tests measured: `figure screening, at hold: precision 97 %`.
    pub figures: Vec<String>,
    /// What else to know, such as why it did not run.
    pub note: Option<String>,
}

impl Tally {
    /// A suite that could not run.
    pub fn broken(name: &'static str, why: &Error) -> Self {
        let why = format!("{why:#}");
        println!("{name}: {why}");
        Self { name, failed: 1, failures: vec![why], ..Self::default() }
    }

    /// A check that does not exist on this machine, which is said and not counted.
    pub fn absent(name: &'static str, why: &str) -> Self {
        println!("{name}: {why}");
        Self { name, note: Some(why.to_owned()), ..Self::default() }
    }

    /// One check: it passes when the command does.
    pub fn of_check(name: &'static str, command: &mut Command) -> Self {
        heading(name);
        match process::run(command) {
            Ok(()) => Self { name, passed: 1, ..Self::default() },
            Err(why) => Self::broken(name, &why),
        }
    }

    /// A test runner: counted by what it prints.
    pub fn of_tests(name: &'static str, command: &mut Command) -> Self {
        heading(name);
        let mut tally = Self { name, ..Self::default() };
        match process::watch(command, |line| tally.read(line)) {
            Err(why) => return Self::broken(name, &why),
            Ok(succeeded) => tally.settle(succeeded, &shown(command)),
        }
        tally
    }

    /// Takes in one line of cargo's, wasm-bindgen-test-runner's or node's test output.
    fn read(&mut self, line: &str) {
        let line = line.trim();
        hashes::read(line, &mut self.hashes);
        // Also where it broke into a line of the test runner.
        let said = line.rsplit(" ... ").next().unwrap_or(line);
        self.figures.extend(said.strip_prefix("figure ").map(str::to_owned));
        if let Some(result) = line.strip_prefix("test result: ") {
            self.passed += number_before(result, " passed");
            self.failed += number_before(result, " failed");
        } else if let Some(count) = line.strip_prefix("ℹ pass ") {
            self.passed += count.parse::<u64>().unwrap_or(0);
        } else if let Some(count) = line.strip_prefix("ℹ fail ") {
            self.failed += count.parse::<u64>().unwrap_or(0);
        } else if let Some(failure) = failure_name(line)
            && !self.failures.contains(&failure)
        {
            self.failures.push(failure);
        }
    }

    fn settle(&mut self, succeeded: bool, command: &str) {
        let silent = match (succeeded, self.failed) {
            (false, 0) => "failed before or beside its tests; its message is above",
            (true, 0) if self.passed == 0 => "ran no test",
            _ => return,
        };
        self.failed = 1;
        self.failures.push(format!("`{command}` {silent}"));
    }
}

fn heading(name: &str) {
    println!("\n--- {name}");
}

/// `12` in `ok. 12 passed; 0 failed`.
fn number_before(text: &str, word: &str) -> u64 {
    text.split_once(word)
        .and_then(|(before, _)| before.rsplit([' ', ';']).next())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

/// The name in `test a::b ... FAILED`, `test a::b ... FAIL` or `✖ name (1.2ms)`.
fn failure_name(line: &str) -> Option<String> {
    if let Some(rest) = line.strip_prefix("test ") {
        let (name, result) = rest.split_once(" ... ")?;
        return result.starts_with("FAIL").then(|| name.to_owned());
    }
    let name = line.strip_prefix("✖ ")?;
    let name = name.rsplit_once(" (").map_or(name, |(name, _)| name);
    (name != "failing tests:").then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn read(lines: &[&str], succeeded: bool) -> (u64, u64, Vec<String>) {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.read(line));
        tally.settle(succeeded, "cargo test");
        (tally.passed, tally.failed, tally.failures)
    }

    #[test]
    fn cargo_results_add_up() {
        let lines = [
            "test money::adds ... FAILED",
            "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured",
            "test result: ok. 12 passed; 0 failed; 0 ignored",
        ];
        assert_eq!(read(&lines, false), (15, 1, vec!["money::adds".to_owned()]));
    }

    #[test]
    fn node_results_are_read() {
        let lines = ["✖ ESM plan (0.4ms)", "ℹ pass 7", "ℹ fail 1", "✖ failing tests:"];
        assert_eq!(read(&lines, false), (7, 1, vec!["ESM plan".to_owned()]));
    }

    #[test]
    fn a_run_without_tests_has_failed() {
        let expected = vec!["`cargo test` ran no test".to_owned()];
        assert_eq!(read(&["nothing here"], true), (0, 1, expected));
    }

    #[test]
    fn a_failure_beside_the_tests_counts() {
        let (passed, failed, _) = read(&["test result: ok. 2 passed; 0 failed"], false);
        assert_eq!((passed, failed), (2, 1));
    }
}
