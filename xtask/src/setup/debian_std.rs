//! The wasm32 standard library on Debian: its rustc, and std built once into its sysroot.
//!
//! Debian ships the sources of std but no compiled std for wasm32-unknown-unknown.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::apt;
use super::wasm_rust::{
    TARGET, has_std, isolate, library_folder, path_free_flags, release, set_flags,
};
use crate::process::{self, say};
use crate::project::Project;

const TOPIC: &str = "wasm std";
const RUSTC: &str = "/usr/bin/rustc";
/// `rust-web-llvm` is only a link to the linker that is in `lld-22`, so both are named.
const PACKAGES: [&str; 6] =
    ["rustc-web", "cargo-web", "rust-web-src", "lld-22", "llvm-22", "rust-web-llvm"];
/// Says which rustc the std was built for, so that an upgrade builds it again.
const STAMP: &str = ".built-for";

const SEED_MANIFEST: &str = r#"[package]
name = "sysroot_seed"
version = "0.0.0"
edition = "2021"
[workspace]
[profile.release]
opt-level = 3
debug = 0
codegen-units = 1
panic = "unwind"
"#;

/// Debian's rustc with a std for the target; installs and builds what is missing.
pub fn ready(project: &Project) -> Result<PathBuf> {
    if !apt::available() {
        bail!(
            "there is no apt-get here, so the standard library for {TARGET} cannot come from \
             Debian's packages; unset PAYOUT_RULES_WASM_STD and run `rustup target add {TARGET}`"
        );
    }
    apt::install(TOPIC, &PACKAGES)?;
    let rustc = PathBuf::from(RUSTC);
    check_age(&rustc, &project.rust_version)?;
    let folder = library_folder(&rustc)?;
    let stamp = process::output(Command::new(&rustc).arg("-vV"))?;
    let built_for = fs::read_to_string(folder.join(STAMP)).unwrap_or_default();
    if built_for.trim() == stamp && has_std(&rustc) {
        say(TOPIC, &format!("Debian packages, std built before ({})", release(&rustc)?));
        return Ok(rustc);
    }
    say(TOPIC, &format!("Debian packages ({}), building std once", release(&rustc)?));
    let start = Instant::now();
    let work = project.target.join("wasm-std");
    let built = build(&rustc, &work)?;
    place(&built, &work, &folder, &stamp)?;
    if !has_std(&rustc) {
        bail!("std was built, but {} still has none", folder.display());
    }
    fs::remove_dir_all(&work).ok();
    let seconds = start.elapsed().as_secs();
    say(TOPIC, &format!("std built in {seconds} s into {}", folder.display()));
    Ok(rustc)
}

fn check_age(rustc: &Path, needed: &str) -> Result<()> {
    let has = release(rustc)?;
    let number = has.split_whitespace().nth(1).unwrap_or_default();
    if major_minor(number) < major_minor(needed) {
        bail!(
            "Debian's rustc-web is {number}, this project needs {needed}: upgrade with \
             `apt-get update && apt-get install rustc-web`, or unset PAYOUT_RULES_WASM_STD \
             to use rustup"
        );
    }
    Ok(())
}

fn major_minor(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.split('.').map(str::parse);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}

/// Compiles an empty crate with its own std; answers the folder that then holds the rlibs.
fn build(rustc: &Path, work: &Path) -> Result<PathBuf> {
    fs::remove_dir_all(work).ok();
    fs::create_dir_all(work.join("src"))?;
    fs::write(work.join("Cargo.toml"), SEED_MANIFEST)?;
    fs::write(work.join("src/lib.rs"), "#![no_std]\n")?;
    let mut command = Command::new(rustc.with_file_name("cargo"));
    isolate(&mut command, rustc);
    command
        .current_dir(work)
        .env_remove("CARGO_BUILD_TARGET")
        .env_remove("RUSTC_WRAPPER")
        .env("CARGO_TARGET_DIR", work.join("target"))
        // Lets the stable compiler build std.
        .env("RUSTC_BOOTSTRAP", "1")
        .args(["build", "--quiet", "--release", "--target", TARGET])
        // proc_macro and test: or `cargo test` cannot link.
        .args(["-Z", "build-std=std,panic_abort,proc_macro,test"]);
    let mut flags = path_free_flags(work);
    // Without the bitcode, `lto = "fat"` cannot reach into std.
    flags.push("-Cembed-bitcode=yes".into());
    set_flags(&mut command, flags);
    process::run(&mut command).context("cannot build the standard library for wasm")?;
    Ok(work.join("target").join(TARGET).join("release/deps"))
}

/// Puts the rlibs into the sysroot, which belongs to root.
fn place(built: &Path, work: &Path, folder: &Path, stamp: &str) -> Result<()> {
    let mut libraries = Vec::new();
    for entry in fs::read_dir(built)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libsysroot_seed") {
            libraries.push(path);
        }
    }
    let stamp_file = work.join(STAMP);
    fs::write(&stamp_file, stamp)?;
    process::run(apt::as_root("rm")?.arg("-rf").arg(folder))?;
    process::run(apt::as_root("mkdir")?.arg("-p").arg(folder))?;
    let install = |files: &[PathBuf]| -> Result<()> {
        process::run(apt::as_root("install")?.args(["-m", "644", "-t"]).arg(folder).args(files))
    };
    install(&libraries)?;
    // Last, so that a broken copy is never taken for a whole one.
    install(&[stamp_file])
}

#[cfg(test)]
mod tests {
    use super::major_minor;

    #[test]
    fn versions_compare_by_number() {
        assert!(major_minor("1.100.0") > major_minor("1.95"));
        assert_eq!(major_minor("1.95.0"), major_minor("1.95"));
    }
}
