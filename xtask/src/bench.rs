//! Times the package as it is built, beside the native engine and the peers, all in one run.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{self, say};
use crate::project::{self, Project};
use crate::{package, setup};

const TOPIC: &str = "bench";
/// The package in benches/native.
const NATIVE: &str = "payout-rules-native";

/// Builds what is timed, then runs every bench; a bench that fails does not stop the others.
pub fn run(project: &Project, quick: bool) -> Result<()> {
    let tools = setup::for_package(project)?;
    setup::peers(project)?;
    package::build(project, &tools)?;
    let native = native(project)?;
    let folder = project.npm().join("package");
    let mut failed = Vec::new();
    for bench in ["speed.mjs", "load.mjs", "screening.mjs"] {
        println!();
        let mut script = tools.node.script(&project.root.join("benches").join(bench));
        script.arg(&folder).current_dir(&project.root);
        if bench == "speed.mjs" {
            script.arg("--native").arg(&native).args(quick.then_some("--quick"));
        }
        if let Err(why) = process::run(&mut script) {
            failed.push(format!("{why:#}"));
        }
    }
    if !failed.is_empty() {
        bail!("{}", failed.join("; "));
    }
    Ok(())
}

/// The engine as a native program.
fn native(project: &Project) -> Result<PathBuf> {
    say(TOPIC, "compiling the native engine");
    let mut cargo = Command::new(project::cargo());
    cargo.args(["build", "--profile", "native", "--package", NATIVE]).current_dir(&project.root);
    process::run(&mut cargo).context("the native engine does not compile")?;
    Ok(project.target.join("native").join(format!("{NATIVE}{EXE_SUFFIX}")))
}
