//! Builds the npm package: wasm, its JavaScript, the optimised copy, the packed tarball.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::npm;
use crate::process::{self, say};
use crate::project::Project;
use crate::setup::{PackageTools, TARGET};

const TOPIC: &str = "package";

/// What rustc emits for wasm32-unknown-unknown and wasm-opt would else refuse.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// A function stays outside of its one caller: rustc has put in what pays, and the long functions
/// that come of more pack 7 KB worse. What is tiny goes in everywhere, which is for speed.
const WASM_OPT: [&str; 3] =
    ["-Os", "--one-caller-inline-max-function-size=20", "--always-inline-max-function-size=8"];

/// Leaves the package unpacked in target/npm/package, and answers the tarball beside it.
pub fn build(project: &Project, tools: &PackageTools) -> Result<PathBuf> {
    let glue = project.npm().join("glue");
    compile(project, tools)?;
    bind(project, tools, &glue)?;
    optimise(tools, &glue.join("payout_rules_bg.wasm"))?;
    let package = project.npm().join("package");
    assemble(project, tools, &glue, &package)?;
    let tarball = pack(project, &package)?;
    say(TOPIC, &format!("{} and {}", package.display(), tarball.display()));
    Ok(tarball)
}

fn compile(project: &Project, tools: &PackageTools) -> Result<()> {
    say(TOPIC, "compiling the engine to wasm");
    let mut cargo = tools.rust.shipping_cargo(project);
    cargo.args(["build", "--release", "--lib", "--target", TARGET]);
    process::run(cargo.args(["--package", crate::project::CRATE]))
        .context("the engine does not compile to wasm")
}

/// `--target web` is the one glue that can be started synchronously from bytes or a module;
/// without its default path no bundler goes looking for the file.
fn bind(project: &Project, tools: &PackageTools, glue: &Path) -> Result<()> {
    fs::remove_dir_all(glue).ok();
    fs::create_dir_all(glue)?;
    let mut bindgen = std::process::Command::new(&tools.bindgen.wasm_bindgen);
    bindgen
        .arg(tools.rust.release_wasm())
        .args(["--target", "web", "--omit-default-module-path", "--no-typescript"])
        .args(["--remove-name-section", "--remove-producers-section"])
        .args(["--out-name", "payout_rules", "--out-dir"])
        .arg(glue);
    process::run(bindgen.current_dir(&project.root))
}

fn optimise(tools: &PackageTools, wasm: &Path) -> Result<()> {
    say(TOPIC, &format!("optimising with wasm-opt {}", WASM_OPT.join(" ")));
    let mut wasm_opt = tools.node.tool("binaryen/bin/wasm-opt");
    process::run(wasm_opt.args(WASM_OPT).args(WASM_FEATURES).arg(wasm).arg("-o").arg(wasm))
}

fn assemble(project: &Project, tools: &PackageTools, glue: &Path, package: &Path) -> Result<()> {
    let mut script = tools.node.script(&project.root.join("pkg-template/tools/build.mjs"));
    script.arg("--glue").arg(glue).arg("--out").arg(package);
    process::run(script.args(["--version", &project.version]).current_dir(&project.root))
}

fn pack(project: &Project, package: &Path) -> Result<PathBuf> {
    let folder = project.npm();
    process::run(
        npm::command()?
            .args(["pack", "--silent", "--ignore-scripts", "--pack-destination"])
            .arg(&folder)
            .current_dir(package),
    )?;
    let tarball = folder.join(format!("{}-{}.tgz", crate::project::CRATE, project.version));
    let bytes = fs::metadata(&tarball)
        .with_context(|| format!("npm pack left no {}", tarball.display()))?
        .len();
    say(TOPIC, &format!("tarball {bytes} B"));
    Ok(tarball)
}
