//! Gets what is missing, and says what it found or did.

mod apt;
mod bindgen;
mod browser;
mod debian_std;
mod node;
mod python;
mod wasm_rust;

use std::path::PathBuf;

use anyhow::Result;

use crate::project::Project;

pub use self::bindgen::Bindgen;
pub use self::browser::Browser;
pub use self::node::Node;
pub use self::wasm_rust::{TARGET, WasmRust};

/// What building the npm package needs.
#[derive(Debug)]
pub struct PackageTools {
    /// A rustc and cargo with the wasm32 standard library.
    pub rust: WasmRust,
    /// wasm-bindgen of the version in Cargo.lock.
    pub bindgen: Bindgen,
    /// Node and the npm build tools.
    pub node: Node,
}

/// What building the npm package needs, got if missing.
pub fn for_package(project: &Project) -> Result<PackageTools> {
    Ok(PackageTools {
        node: node::ready(project)?,
        rust: wasm_rust::ready(project)?,
        bindgen: bindgen::ready(project)?,
    })
}

/// The runtimes and bundlers that the package is tested in, got if missing.
pub fn hosts(project: &Project) -> Result<()> {
    node::hosts(project)
}

/// The browser that tests run in, got if missing.
pub fn browser() -> Result<Browser> {
    browser::ready()
}

/// A Python that can ask the oracles, got if missing.
pub fn python(project: &Project) -> Result<PathBuf> {
    python::ready(project)
}

/// What the engine is timed beside and compared with, got if missing.
pub fn peers(project: &Project) -> Result<()> {
    node::peers(project)
}

/// All of it: what packaging and testing need.
pub fn everything(project: &Project) -> Result<()> {
    for_package(project)?;
    peers(project)?;
    hosts(project)?;
    browser()?;
    python(project)?;
    Ok(())
}
