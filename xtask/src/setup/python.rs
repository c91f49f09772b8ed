//! Python with the libraries that the oracles of `tests/oracle` ask, in a folder of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::apt;
use crate::process::{self, say};
use crate::project::Project;

/// The Python of that folder, made if missing.
pub fn ready(project: &Project) -> Result<PathBuf> {
    let wanted = project.root.join("tests/oracle/requirements.txt");
    let requirements =
        fs::read_to_string(&wanted).with_context(|| format!("cannot read {}", wanted.display()))?;
    let folder = project.target.join("oracles");
    let python = folder.join("bin/python");
    let stamp = folder.join(".installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == requirements) {
        say("python", "already there, with the libraries of the oracles");
        return Ok(python);
    }
    make(&folder)?;
    say("python", "installing the libraries of tests/oracle/requirements.txt");
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]).arg(&wanted);
    process::run(&mut pip).context("cannot install the libraries of the oracles")?;
    fs::write(&stamp, requirements)?;
    Ok(python)
}

/// Debian's Python comes without what makes such a folder.
fn make(folder: &Path) -> Result<()> {
    let venv = || process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder));
    if venv().is_ok() {
        return Ok(());
    }
    if apt::available() {
        apt::install("python", &["python3", "python3-venv"])?;
    }
    venv().context("python3 with venv is missing: install Python 3.10 or newer")
}
