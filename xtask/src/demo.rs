//! Plans a batch with the packed npm package and prints the decisions.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project::Project;
use crate::{npm, package, process, setup};

/// Plans the given batch and context, or else the examples.
pub fn run(project: &Project, files: Option<(&Path, &Path)>) -> Result<()> {
    // Asked first: a wrong path should not cost a build.
    let files = files.map(|(batch, context)| anyhow::Ok((found(batch)?, found(context)?)));
    let files = files.transpose()?;
    let tools = setup::for_package(project)?;
    let tarball = package::build(project, &tools)?;
    let folder = project.target.join("demo");
    npm::project_with(&tarball, &folder)?;
    // Run from where the package is installed, so that `import "payout-rules"` is the real one.
    for entry in fs::read_dir(project.root.join("xtask/demo"))? {
        let entry = entry?;
        fs::copy(entry.path(), folder.join(entry.file_name()))?;
    }
    let mut script = tools.node.script(&folder.join("demo.mjs"));
    script.current_dir(&project.root);
    if let Some((batch, context)) = &files {
        script.arg(batch).arg(context);
    }
    println!();
    process::run(&mut script)
}

fn found(path: &Path) -> Result<PathBuf> {
    path.canonicalize().with_context(|| format!("cannot open {}", path.display()))
}
