//! npm, and projects that have the packed package installed.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// npm as a command.
pub fn command() -> Result<Command> {
    let npm = which::which("npm").context("npm is missing: it comes with Node")?;
    Ok(Command::new(npm))
}

/// Makes a fresh npm project that has the tarball installed, as a user would have it.
pub fn project_with(tarball: &Path, folder: &Path) -> Result<()> {
    fs::remove_dir_all(folder).ok();
    fs::create_dir_all(folder)?;
    let manifest = "{ \"name\": \"consumer\", \"private\": true, \"type\": \"module\" }\n";
    fs::write(folder.join("package.json"), manifest)?;
    process::run(
        command()?
            .args(["install", "--silent", "--offline", "--no-save", "--no-package-lock"])
            .args(["--no-audit", "--no-fund"])
            .arg(tarball)
            .current_dir(folder),
    )
    .with_context(|| format!("cannot install {} in {}", tarball.display(), folder.display()))
}
