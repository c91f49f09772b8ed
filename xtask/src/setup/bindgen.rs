//! The wasm-bindgen command line tools, of exactly the version that Cargo.lock holds.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{self, say};
use crate::project::{self, Project};

const TOPIC: &str = "wasm-bindgen";

/// Both tools that wasm-bindgen-cli installs.
#[derive(Debug)]
pub struct Bindgen {
    /// Makes the JavaScript around a wasm.
    pub wasm_bindgen: PathBuf,
    /// Runs wasm tests under Node or in a browser.
    pub test_runner: PathBuf,
}

/// Finds or installs the tools.
pub fn ready(project: &Project) -> Result<Bindgen> {
    let version = project.locked_version("wasm-bindgen")?;
    let own = project.tools();
    if let Some(found) = on_path(&version) {
        say(TOPIC, &format!("{version} found at {}", found.wasm_bindgen.display()));
        return Ok(found);
    }
    if let Some(found) = in_folder(&own.join("bin"), &version) {
        say(TOPIC, &format!("{version} found in {}", own.display()));
        return Ok(found);
    }
    install(&own, &version)?;
    let Some(found) = in_folder(&own.join("bin"), &version) else {
        bail!("wasm-bindgen {version} was installed, but is not in {}", own.display());
    };
    say(TOPIC, &format!("{version} installed in {}", own.display()));
    Ok(found)
}

fn on_path(version: &str) -> Option<Bindgen> {
    let paths = env::var_os("PATH")?;
    env::split_paths(&paths).find_map(|folder| in_folder(&folder, version))
}

fn in_folder(folder: &Path, version: &str) -> Option<Bindgen> {
    let tool = |name: &str| {
        let path = folder.join(format!("{name}{}", env::consts::EXE_SUFFIX));
        let says = process::output(Command::new(&path).arg("--version")).ok()?;
        (says.split_whitespace().nth(1) == Some(version)).then_some(path)
    };
    Some(Bindgen {
        wasm_bindgen: tool("wasm-bindgen")?,
        test_runner: tool("wasm-bindgen-test-runner")?,
    })
}

fn install(folder: &Path, version: &str) -> Result<()> {
    say(
        TOPIC,
        &format!("installing {version} (a few minutes, once), by its own lock if that can be"),
    );
    if cargo_install(folder, version, true).is_ok() {
        return Ok(());
    }
    // The lock may name a version that the registry at hand does not have yet.
    say(TOPIC, "not with --locked; trying without");
    cargo_install(folder, version, false).with_context(|| {
        format!(
            "wasm-bindgen {version} is missing. It must be the version in Cargo.lock: \
             `cargo install wasm-bindgen-cli --version {version}`, or put it on the PATH"
        )
    })
}

fn cargo_install(folder: &Path, version: &str, locked: bool) -> Result<()> {
    let mut command = Command::new(project::cargo());
    command.args(["install", "wasm-bindgen-cli", "--version", version]);
    // `--force`: a broken copy in our own folder is replaced.
    command.args(["--force", "--root"]).arg(folder);
    // Optimised, the tools take longer to build than they ever save on a wasm of our size.
    command.arg("--debug").env("CARGO_PROFILE_DEV_DEBUG", "0");
    if locked {
        command.arg("--locked");
    }
    process::run(&mut command)
}
