//! npm, and projects that have the packed package installed.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{self, say};

/// npm as a command.
pub fn command() -> Result<Command> {
    let npm = which::which("npm").context("npm is missing: it comes with Node")?;
    Ok(Command::new(npm))
}

/// Installs what the lock file of a folder names, unless that is there already.
pub fn install_locked(topic: &str, folder: &Path, what: &str) -> Result<()> {
    install(topic, folder, what, &["ci"])
}

/// The same for programs that come as one package for each machine. `npm ci` wants those of every
/// machine in the lock file, and not every registry has them; nor is a script of theirs needed.
pub fn install_for_machine(topic: &str, folder: &Path, what: &str) -> Result<()> {
    install(topic, folder, what, &["install", "--no-save", "--ignore-scripts"])
}

fn install(topic: &str, folder: &Path, what: &str, how: &[&str]) -> Result<()> {
    let lock_file = folder.join("package-lock.json");
    let lock = fs::read_to_string(&lock_file)
        .with_context(|| format!("cannot read {}", lock_file.display()))?;
    // npm leaves no copy of the lock it followed, so we do.
    let stamp = folder.join("node_modules/.installed-lock");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        say(topic, &format!("already there ({what})"));
        return Ok(());
    }
    say(topic, &format!("npm {} in {}", how.join(" "), folder.display()));
    process::run(command()?.args(how).arg("--silent").current_dir(folder))
        .with_context(|| format!("cannot install the npm packages of {}", folder.display()))?;
    fs::write(&stamp, lock)?;
    say(topic, &format!("installed ({what})"));
    Ok(())
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
