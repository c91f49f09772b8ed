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

/// A wasm of the package: a feature of the crate, and what its files are called.
struct Part {
    feature: &'static str,
    name: &'static str,
    what: &'static str,
    profile: &'static str,
    rustc: &'static [&'static str],
    wasm_opt: &'static [&'static str],
}

/// Screening has a wasm of its own: most pages never load it. What the command line asks of the rules
/// themselves has another, which none loads.
const PARTS: [Part; 3] = [
    Part {
        feature: "engine",
        name: "payout_rules",
        what: "the engine",
        profile: "engine",
        // For its size rustc would put in next to nothing: what is this small goes in all the same, for
        // a third of the time and no bytes. What is marked `#[inline]` goes in where it is small.
        rustc: &["-Cllvm-args=-inlinehint-threshold=100", "-Cllvm-args=-inline-threshold=20"],
        // A function stays outside of its one caller: rustc has put in what pays, and the long
        // functions that come of more pack 7 KB worse. The lowest kilobyte is the end of the stack.
        wasm_opt: &[
            "-Oz",
            "--one-caller-inline-max-function-size=12",
            "--always-inline-max-function-size=1",
            "--converge",
            "--low-memory-unused",
            "--reorder-functions-by-name",
        ],
    },
    Part {
        feature: "screening",
        name: "payout_rules_screening",
        what: "screening",
        profile: "screening",
        rustc: &[],
        wasm_opt: &["-O3"],
    },
    Part {
        feature: "tools",
        name: "payout_rules_tools",
        what: "the tools for rulebooks",
        profile: "release",
        rustc: &[],
        wasm_opt: &["-Oz"],
    },
];

/// Leaves the package unpacked in target/npm/package, and answers the tarball beside it.
pub fn build(project: &Project, tools: &PackageTools) -> Result<PathBuf> {
    let glue = project.npm().join("glue");
    fs::remove_dir_all(&glue).ok();
    fs::create_dir_all(&glue)?;
    for part in PARTS {
        compile(project, tools, &part)?;
        bind(project, tools, &part, &glue)?;
        optimise(tools, &part, &glue.join(format!("{}_bg.wasm", part.name)))?;
    }
    let package = project.npm().join("package");
    assemble(project, tools, &glue, &package)?;
    let tarball = pack(project, &package)?;
    say(TOPIC, &format!("{} and {}", package.display(), tarball.display()));
    Ok(tarball)
}

fn compile(project: &Project, tools: &PackageTools, part: &Part) -> Result<()> {
    say(TOPIC, &format!("compiling {} to wasm", part.what));
    let mut cargo = tools.rust.shipping_cargo(project, part.rustc);
    cargo.args(["build", "--profile", part.profile, "--lib", "--target", TARGET]);
    cargo.args(["--package", crate::project::CRATE]);
    cargo.args(["--no-default-features", "--features", part.feature]);
    process::run(&mut cargo).with_context(|| format!("{} does not compile to wasm", part.what))
}

/// `--target web` is the one glue that can be started synchronously from bytes or a module;
/// without its default path no bundler goes looking for the file.
fn bind(project: &Project, tools: &PackageTools, part: &Part, glue: &Path) -> Result<()> {
    let mut bindgen = std::process::Command::new(&tools.bindgen.wasm_bindgen);
    bindgen
        .arg(tools.rust.built_wasm(part.profile))
        .args(["--target", "web", "--omit-default-module-path", "--no-typescript"])
        .args(["--remove-name-section", "--remove-producers-section"])
        .args(["--out-name", part.name, "--out-dir"])
        .arg(glue);
    process::run(bindgen.current_dir(&project.root))
}

fn optimise(tools: &PackageTools, part: &Part, wasm: &Path) -> Result<()> {
    say(TOPIC, &format!("optimising with wasm-opt {}", part.wasm_opt.join(" ")));
    let mut wasm_opt = tools.node.tool("binaryen/bin/wasm-opt");
    process::run(wasm_opt.args(part.wasm_opt).args(WASM_FEATURES).arg(wasm).arg("-o").arg(wasm))
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
