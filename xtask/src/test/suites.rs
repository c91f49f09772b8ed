//! The suites, from the quickest to the packed package.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Error, Result, bail};

use super::hashes;
use super::tally::Tally;
use crate::project::{self, Project};
use crate::setup::{self, PackageTools, TARGET};
use crate::{npm, package};

const FORMAT: &str = "format (cargo fmt)";
const LINTS: &str = "lints (cargo clippy)";
const NATIVE: &str = "engine, native";
const WASM_NODE: &str = "engine, wasm under Node";
const WASM_BROWSER: &str = "engine, wasm in Chromium";
/// Each is a file in tests/package.
const PACKAGE: [(&str, &str); 13] = [
    ("package, types", "types.test.mjs"),
    ("package, types against answers", "drift.test.mjs"),
    ("package, forms by JSON Schema", "fields.test.mjs"),
    ("package, tarball ESM and CommonJS", "smoke.test.mjs"),
    ("package, README's examples", "readme.test.mjs"),
    ("package, manifest and entries", "manifest.test.mjs"),
    ("package, lives of engines", "lifetimes.test.mjs"),
    ("package, streams", "stream.test.mjs"),
    ("package, every runtime", "runtimes.test.mjs"),
    ("package, bundlers in Chromium", "bundlers.test.mjs"),
    ("command line, examples of every help", "cli.test.mjs"),
    ("command line, batches in and out", "cli-batches.test.mjs"),
    ("command line, ends and terminals", "cli-ends.test.mjs"),
];

/// A file in tests/package too; it needs the peers.
const PEERS: (&str, &str) = ("package, the same decisions as its peers", "peers.test.mjs");

/// Each is a file in tests/oracle: whether tests/vectors is what its libraries make.
const ORACLES: [(&str, &str); 2] =
    [("oracle, identifiers", "identifiers.py"), ("oracle, days and clocks", "times.py")];

/// Runs every suite; none stops the others.
pub fn all(project: &Project) -> Vec<Tally> {
    let tools = setup::for_package(project);
    let mut tallies = vec![format(project), lints(project)];
    tallies.extend(oracles(project));
    let mut hosts = vec![native(project)];
    match &tools {
        Ok(tools) => {
            hosts.push(wasm_under_node(project, tools));
            hosts.push(wasm_in_browser(project, tools));
            let alike = hashes::compare(&hosts);
            tallies.extend(hosts);
            tallies.push(alike);
            tallies.extend(packed(project, tools));
        }
        Err(why) => {
            tallies.extend(hosts);
            let package = PACKAGE.iter().chain([&PEERS]).map(|(name, _)| *name);
            let names = [WASM_NODE, WASM_BROWSER].into_iter().chain(package);
            tallies.extend(names.map(|name| Tally::broken(name, why)));
        }
    }
    tallies
}

fn cargo(project: &Project) -> Command {
    let mut command = Command::new(project::cargo());
    command.current_dir(&project.root);
    command
}

/// Whether this cargo has the component; Debian's has neither rustfmt nor clippy.
fn has_component(project: &Project, name: &str) -> bool {
    cargo(project).args([name, "--version"]).output().is_ok_and(|output| output.status.success())
}

fn format(project: &Project) -> Tally {
    if !has_component(project, "fmt") {
        return Tally::absent(FORMAT, "not run: this Rust has no rustfmt");
    }
    Tally::of_check(FORMAT, cargo(project).args(["fmt", "--all", "--check"]))
}

fn lints(project: &Project) -> Tally {
    if !has_component(project, "clippy") {
        return Tally::absent(LINTS, "not run: this Rust has no clippy");
    }
    let mut clippy = cargo(project);
    clippy.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    Tally::of_check(LINTS, &mut clippy)
}

fn oracles(project: &Project) -> Vec<Tally> {
    let python = setup::python(project);
    let run = |(name, file): &(&'static str, &str)| match &python {
        Ok(python) => {
            let script = project.root.join("tests/oracle").join(file);
            Tally::of_check(name, Command::new(python).arg(script).arg("--check"))
        }
        Err(why) => Tally::broken(name, why),
    };
    ORACLES.iter().map(run).collect()
}

/// Shows what tests print; the wasm runner takes no shorter form of it.
const SHOW_PRINTS: [&str; 2] = ["--", "--nocapture"];

fn native(project: &Project) -> Tally {
    let mut tests = cargo(project);
    tests.args(["test", "--workspace", "--no-fail-fast"]).args(SHOW_PRINTS);
    Tally::of_tests(NATIVE, &mut tests)
}

fn wasm_under_node(project: &Project, tools: &PackageTools) -> Tally {
    match wasm_tests(project, tools) {
        Ok(mut tests) => Tally::of_tests(WASM_NODE, tests.env("WASM_BINDGEN_TEST_ONLY_NODE", "1")),
        Err(why) => Tally::broken(WASM_NODE, &why),
    }
}

fn wasm_in_browser(project: &Project, tools: &PackageTools) -> Tally {
    let ready = || -> Result<Command> {
        let mut tests = wasm_tests(project, tools)?;
        setup::browser()?.drive(&mut tests, &project.target)?;
        Ok(tests)
    };
    match ready() {
        Ok(mut tests) => Tally::of_tests(WASM_BROWSER, &mut tests),
        Err(why) => Tally::broken(WASM_BROWSER, &why),
    }
}

/// Not with `--quiet`: the wasm test runner does not know that flag.
fn wasm_tests(project: &Project, tools: &PackageTools) -> Result<Command> {
    if !project.root.join("tests/wasm.rs").is_file() {
        bail!("no tests/wasm.rs");
    }
    let mut command = tools.rust.cargo(project);
    command
        .args(["test", "--target", TARGET, "--package", project::CRATE, "--test", "wasm"])
        .args(SHOW_PRINTS)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &tools.bindgen.test_runner)
        // For all tests together; the runner's own 20 s are few for an unoptimised engine.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    Ok(command)
}

fn packed(project: &Project, tools: &PackageTools) -> Vec<Tally> {
    let consumer = consumer(project, tools);
    // Without them the tests that want them fail by name.
    if let Err(why) = setup::hosts(project) {
        println!("{why:#}");
    }
    let chromium = setup::browser().map(|browser| browser.program().to_owned());
    let run = |(name, file): &(&'static str, &str), ready: &Result<PathBuf>| match ready {
        Ok(folder) => {
            let mut node = tools.node.command();
            node.args(["--test", "--test-reporter=spec"])
                .arg(project.root.join("tests/package").join(file))
                .env("PAYOUT_RULES_CONSUMER", folder)
                .current_dir(&project.root);
            if let Ok(chromium) = &chromium {
                node.env("PAYOUT_RULES_CHROMIUM", chromium);
            }
            Tally::of_tests(name, &mut node)
        }
        Err(why) => Tally::broken(name, why),
    };
    let mut tallies: Vec<Tally> = PACKAGE.iter().map(|suite| run(suite, &consumer)).collect();
    let with_peers = consumer.and_then(|folder| setup::peers(project).map(|()| folder));
    tallies.push(run(&PEERS, &with_peers));
    tallies
}

/// An npm project with the packed package installed, as a user would have it.
fn consumer(project: &Project, tools: &PackageTools) -> Result<PathBuf, Error> {
    println!("\n--- package");
    let tarball = package::build(project, tools)?;
    let folder = project.target.join("consumer");
    npm::project_with(&tarball, &folder)?;
    Ok(folder)
}
