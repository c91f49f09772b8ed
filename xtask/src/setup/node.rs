//! Node, and the npm build tools in pkg-template/tools.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::npm;
use crate::process::{self, say};
use crate::project::Project;

const OLDEST_NODE: u32 = 20;

/// Node and where the npm build tools are.
#[derive(Debug)]
pub struct Node {
    program: PathBuf,
    tools: PathBuf,
}

impl Node {
    /// A command that runs a script of the repository.
    pub fn script(&self, script: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(script);
        command
    }

    /// A command that runs a tool of the build tools, such as `binaryen/bin/wasm-opt`.
    pub fn tool(&self, path: &str) -> Command {
        self.script(&self.tools.join("node_modules").join(path))
    }

    /// Node with options of its own first.
    pub fn command(&self) -> Command {
        Command::new(&self.program)
    }
}

/// Finds Node, checks its version, and installs the build tools.
pub fn ready(project: &Project) -> Result<Node> {
    let program = which::which("node").with_context(|| {
        format!("node is missing: install Node {OLDEST_NODE} or newer (with npm)")
    })?;
    let version = process::output(Command::new(&program).arg("--version"))?;
    if major(&version) < Some(OLDEST_NODE) {
        bail!("{} is {version}; Node {OLDEST_NODE} or newer is needed", program.display());
    }
    say("node", &format!("{version} found"));
    let tools = project.root.join("pkg-template/tools");
    npm::install_locked("npm tools", &tools, "esbuild, binaryen, typescript")?;
    Ok(Node { program, tools })
}

/// Installs what the engine is timed beside and compared with.
pub fn peers(project: &Project) -> Result<()> {
    let folder = project.root.join("benches/peers");
    npm::install_for_machine("npm peers", &folder, "ajv, zen-engine, json-rules-engine and others")
}

/// Installs the runtimes and bundlers that the packed package is tested in.
pub fn hosts(project: &Project) -> Result<()> {
    let folder = project.root.join("tests/package/hosts");
    npm::install_for_machine("npm hosts", &folder, "deno, bun, workerd, bundlers")
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("nonsense"), None);
    }
}
