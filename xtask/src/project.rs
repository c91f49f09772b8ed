//! Where things are: the repository, its target directory, the version that is built.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

/// The crate whose npm package this builds.
pub const CRATE: &str = "payout-rules";

/// The repository as cargo sees it.
#[derive(Debug)]
pub struct Project {
    /// The folder of the root Cargo.toml.
    pub root: PathBuf,
    /// Cargo's target directory (`CARGO_TARGET_DIR` and cargo's settings included).
    pub target: PathBuf,
    /// The version of the crate and of the npm package.
    pub version: String,
    /// The oldest rustc that builds the crate, such as `1.95`.
    pub rust_version: String,
}

impl Project {
    /// Asks cargo about the repository this xtask belongs to.
    pub fn find() -> Result<Self> {
        let here = env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .context("CARGO_MANIFEST_DIR is not set: run this as `cargo xtask …`")?;
        let root = here.parent().map(Path::to_path_buf).context("xtask has no parent folder")?;
        let text = process::output(
            Command::new(cargo())
                .args(["metadata", "--no-deps", "--format-version", "1"])
                .current_dir(&root),
        )?;
        let metadata: Value = serde_json::from_str(&text).context("cargo metadata is not JSON")?;
        let package = metadata
            .pointer("/packages")
            .and_then(Value::as_array)
            .and_then(|all| all.iter().find(|package| string(package, "/name") == Some(CRATE)))
            .with_context(|| format!("{} has no package {CRATE}", root.display()))?;
        let member = |value: &Value, pointer: &str| {
            string(value, pointer)
                .map(str::to_owned)
                .with_context(|| format!("cargo metadata has no string at {pointer}"))
        };
        Ok(Self {
            target: member(&metadata, "/target_directory")?.into(),
            version: member(package, "/version")?,
            rust_version: member(package, "/rust_version")?,
            root,
        })
    }

    /// The version of a dependency that Cargo.lock holds.
    pub fn locked_version(&self, name: &str) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        locked_version(&text, name)
    }

    /// Where the unpacked npm package and its tarball are left.
    pub fn npm(&self) -> PathBuf {
        self.target.join("npm")
    }

    /// Where tools live that belong to this repository alone.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }
}

/// The cargo that runs this xtask.
pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn string<'a>(value: &'a Value, pointer: &str) -> Option<&'a str> {
    value.pointer(pointer).and_then(Value::as_str)
}

fn locked_version(lock: &str, name: &str) -> Result<String> {
    let lock: toml::Table = lock.parse().context("Cargo.lock is not TOML")?;
    lock.get("package")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .find(|package| package.get("name").and_then(toml::Value::as_str) == Some(name))
        .and_then(|package| package.get("version")?.as_str())
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock has no {name}; run `cargo generate-lockfile`"))
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    const LOCK: &str = "version = 4\n[[package]]\nname = \"a\"\nversion = \"1.2.3\"\n";

    #[test]
    fn a_locked_version_is_found_by_name() {
        assert_eq!(locked_version(LOCK, "a").ok().as_deref(), Some("1.2.3"));
    }

    #[test]
    fn a_missing_dependency_is_named() {
        let message = locked_version(LOCK, "b").map_err(|error| error.to_string());
        assert_eq!(message, Err("Cargo.lock has no b; run `cargo generate-lockfile`".to_owned()));
    }
}
