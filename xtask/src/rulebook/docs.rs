//! The reference for people in finance, in docs/rulebook.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use payout_rules::tools;

const FOLDER: &str = "docs/rulebook";
const COMMAND: &str = "cargo xtask rulebook docs";

/// Writes the pages, or says which are not as they would be written.
pub fn run(root: &Path, check: bool) -> Result<ExitCode> {
    let engine = super::engine()?;
    let folder = root.join(FOLDER);
    let pages = tools::docs(&engine, None, COMMAND);
    let mut stale = Vec::new();
    for (file, text) in &pages {
        let path = folder.join(file);
        if fs::read_to_string(&path).ok().as_ref() == Some(text) {
            continue;
        }
        stale.push(format!("{FOLDER}/{file}"));
        if !check {
            fs::create_dir_all(&folder)?;
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    if check && !stale.is_empty() {
        bail!("{} not up to date: run `{COMMAND}`", stale.join(", "));
    }
    let count = pages.len();
    if check {
        println!("{FOLDER}: {count} pages, all up to date");
    } else {
        println!("{FOLDER}: {count} pages, {} written", stale.len());
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_is_up_to_date() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        run(root, true).unwrap();
    }
}
