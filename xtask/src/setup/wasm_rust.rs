//! A Rust toolchain that compiles to wasm32-unknown-unknown, by one of three routes.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::{apt, debian_std};
use crate::process::{self, say};
use crate::project::{self, Project};

/// The compile target of the npm package.
pub const TARGET: &str = "wasm32-unknown-unknown";

const TOPIC: &str = "wasm std";
const CHOICE: &str = "PAYOUT_RULES_WASM_STD";
const RUSTUP_LIMIT: Duration = Duration::from_secs(180);

/// The rustc and cargo that build the wasm, and where to.
#[derive(Debug)]
pub struct WasmRust {
    cargo: PathBuf,
    /// Set where it is not simply the rustc on the PATH.
    system_rustc: Option<PathBuf>,
    target: PathBuf,
}

impl WasmRust {
    /// A cargo command in the repository that compiles with this toolchain.
    pub fn cargo(&self, project: &Project) -> Command {
        let mut command = Command::new(&self.cargo);
        command.current_dir(&project.root).env("CARGO_TARGET_DIR", &self.target);
        if let Some(rustc) = &self.system_rustc {
            isolate(&mut command, rustc);
        }
        command
    }

    /// The same, for what is shipped: no path of this machine gets into it.
    pub fn shipping_cargo(&self, project: &Project, own_flags: &[&str]) -> Command {
        let mut command = self.cargo(project);
        let mut flags = path_free_flags(&project.root);
        flags.extend(own_flags.iter().map(OsString::from));
        set_flags(&mut command, flags);
        command
    }

    /// The wasm that `cargo build` leaves with that profile.
    pub fn built_wasm(&self, profile: &str) -> PathBuf {
        let name = project::CRATE.replace('-', "_") + ".wasm";
        self.target.join(TARGET).join(profile).join(name)
    }
}

/// Makes a command use the given rustc and nothing of the toolchain that runs this xtask.
pub fn isolate(command: &mut Command, rustc: &Path) {
    let mut path = OsString::from(rustc.parent().unwrap_or(Path::new("/usr/bin")));
    if let Some(rest) = env::var_os("PATH") {
        path.push(":");
        path.push(rest);
    }
    command.env("PATH", path).env("RUSTC", rustc);
    for name in ["RUSTUP_TOOLCHAIN", "RUSTDOC", "CARGO", "LD_LIBRARY_PATH"] {
        command.env_remove(name);
    }
}

/// Finds or gets the toolchain, and says by which route.
pub fn ready(project: &Project) -> Result<WasmRust> {
    let choice = env::var(CHOICE).unwrap_or_default();
    match choice.as_str() {
        "" => from_path(project).or_else(|why| {
            if !apt::available() {
                return Err(why.context(ways_to_get_it()));
            }
            say(TOPIC, &format!("{why:#}; taking Debian's packages instead"));
            from_debian(project)
        }),
        "rustup" => from_path(project).map_err(|why| why.context(ways_to_get_it())),
        "debian" => from_debian(project),
        other => bail!("{CHOICE} is {other:?}; it may be `rustup` or `debian`, or not set"),
    }
}

fn ways_to_get_it() -> String {
    format!(
        "the standard library for {TARGET} is missing. Ways to get it: `rustup target add \
         {TARGET}`; or on Debian, {CHOICE}=debian with apt-get (as root or with sudo)"
    )
}

/// Whether the standard library, with what tests need, is in this rustc's sysroot.
pub fn has_std(rustc: &Path) -> bool {
    library_folder(rustc).and_then(|folder| Ok(fs::read_dir(folder)?)).is_ok_and(|entries| {
        let names: Vec<String> =
            entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        ["libstd-", "libtest-"]
            .iter()
            .all(|start| names.iter().any(|n| n.starts_with(start) && n.ends_with(".rlib")))
    })
}

/// Where this rustc looks for the target's standard library.
pub fn library_folder(rustc: &Path) -> Result<PathBuf> {
    process::output(Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]))
        .map(PathBuf::from)
}

fn from_path(project: &Project) -> Result<WasmRust> {
    let rustc = which::which("rustc").context("no rustc on the PATH")?;
    let found = WasmRust {
        cargo: project::cargo().into(),
        system_rustc: None,
        target: project.target.clone(),
    };
    if has_std(&rustc) {
        say(TOPIC, &format!("already there ({})", release(&rustc)?));
        return Ok(found);
    }
    let rustup = which::which("rustup").context("no rustup on the PATH")?;
    say(TOPIC, &format!("rustup target add {TARGET}"));
    process::run_within(Command::new(rustup).args(["target", "add", TARGET]), RUSTUP_LIMIT)
        .with_context(|| format!("rustup could not add {TARGET}"))?;
    if !has_std(&rustc) {
        bail!("rustup added {TARGET}, yet {} does not have it", rustc.display());
    }
    say(TOPIC, &format!("added by rustup ({})", release(&rustc)?));
    Ok(found)
}

fn from_debian(project: &Project) -> Result<WasmRust> {
    let rustc = debian_std::ready(project)?;
    let same_as_path = which::which("rustc")
        .ok()
        .and_then(|native| release(&native).ok())
        .is_some_and(|native| release(&rustc).is_ok_and(|debian| debian == native));
    // Two compilers in one target directory would rebuild everything at each turn.
    let target = match same_as_path {
        true => project.target.clone(),
        false => project.target.join("wasm-debian"),
    };
    Ok(WasmRust { cargo: rustc.with_file_name("cargo"), system_rustc: Some(rustc), target })
}

/// Name and number of the compiler, such as `rustc 1.95.0`.
pub fn release(rustc: &Path) -> Result<String> {
    let text = process::output(Command::new(rustc).arg("-V"))?;
    Ok(text.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
}

/// Flags that keep this machine's paths out of the panic messages in the wasm, so that the
/// same sources give the same bytes wherever they are built.
pub fn path_free_flags(folder: &Path) -> Vec<OsString> {
    let home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cargo")));
    let renamed = [(home.as_deref(), "cargo"), (Some(folder), "source")];
    let flag = |(from, to): (Option<&Path>, &str)| {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(from?);
        flag.push("=/");
        flag.push(to);
        Some(flag)
    };
    renamed.into_iter().filter_map(flag).collect()
}

/// Gives the flags to every rustc that cargo starts; those in `RUSTFLAGS` still count.
pub fn set_flags(command: &mut Command, mut flags: Vec<OsString>) {
    let given = env::var("RUSTFLAGS").unwrap_or_default();
    flags.extend(given.split_whitespace().map(OsString::from));
    // Unlike RUSTFLAGS, this form takes paths with spaces.
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.join(OsStr::new("\u{1f}")));
}
