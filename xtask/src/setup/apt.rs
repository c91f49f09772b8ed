//! Debian packages.

use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::process::{self, say};

/// Whether this machine installs software with apt-get.
pub fn available() -> bool {
    which::which("apt-get").is_ok()
}

/// Installs those packages that are missing. Answers whether anything was installed.
pub fn install(topic: &str, packages: &[&str]) -> Result<bool> {
    let missing: Vec<&str> = packages.iter().copied().filter(|name| !installed(name)).collect();
    if missing.is_empty() {
        return Ok(false);
    }
    say(topic, &format!("installing Debian packages: {}", missing.join(" ")));
    // A source that cannot be reached need not be the one that holds these packages.
    if process::run(as_root("apt-get")?.args(["update", "-qq"])).is_err() {
        say(topic, "apt-get update failed in part; going on with the lists at hand");
    }
    process::run(
        as_root("env")?
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq"])
            .args(["-o", "Dpkg::Use-Pty=0", "--no-install-recommends"])
            .args(&missing)
            // Hundreds of lines of unpacking; what goes wrong is on stderr.
            .stdout(Stdio::null()),
    )
    .with_context(|| {
        format!(
            "cannot install the Debian packages {names}; try `apt-get update && \
             apt-get install {names}` by hand",
            names = missing.join(" ")
        )
    })?;
    Ok(true)
}

/// A command that runs as root: as it is when we are root, else through sudo.
pub fn as_root(program: &str) -> Result<Command> {
    if process::output(Command::new("id").arg("-u"))? == "0" {
        return Ok(Command::new(program));
    }
    let sudo = which::which("sudo")
        .with_context(|| format!("`{program}` needs root: run as root, or install sudo"))?;
    let mut command = Command::new(sudo);
    command.arg(program);
    Ok(command)
}

fn installed(package: &str) -> bool {
    process::output(Command::new("dpkg-query").args(["-W", "-f=${Status}", package]))
        .is_ok_and(|status| status.ends_with("ok installed"))
}
