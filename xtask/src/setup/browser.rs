//! Chromium and its driver, for the tests that run in a browser.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use super::apt;
use crate::process::{self, say};

const TOPIC: &str = "browser";

/// A browser and the program that drives it.
#[derive(Debug)]
pub struct Browser {
    /// Chromium or Chrome.
    pub chrome: PathBuf,
    /// The chromedriver of the same version.
    pub driver: PathBuf,
}

/// Finds the browser, or installs it where that is one command.
pub fn ready() -> Result<Browser> {
    if let Some(found) = find()? {
        say(TOPIC, &format!("{} found", version(&found)));
        return Ok(found);
    }
    if apt::available() {
        apt::install(TOPIC, &["chromium", "chromium-driver"])?;
        if let Some(found) = find()? {
            say(TOPIC, &format!("{} installed", version(&found)));
            return Ok(found);
        }
    }
    bail!(
        "no Chromium with its chromedriver: install both (on Debian `apt-get install chromium \
         chromium-driver`), or name them in CHROME and CHROMEDRIVER"
    )
}

fn find() -> Result<Option<Browser>> {
    let chrome = named("CHROME", &["chromium", "google-chrome", "chromium-browser", "chrome"])?;
    let driver = named("CHROMEDRIVER", &["chromedriver"])?;
    Ok(chrome.zip(driver).map(|(chrome, driver)| Browser { chrome, driver }))
}

/// The program that the variable names, else the first of the names on the PATH or in /usr/bin.
fn named(variable: &str, names: &[&str]) -> Result<Option<PathBuf>> {
    if let Some(path) = env::var_os(variable).map(PathBuf::from) {
        if !path.is_file() {
            bail!("{variable} is {}, where there is no file", path.display());
        }
        return Ok(Some(path));
    }
    let on_path = names.iter().find_map(|name| which::which(name).ok());
    let usual = || names.iter().map(|n| PathBuf::from("/usr/bin").join(n)).find(|p| p.is_file());
    Ok(on_path.or_else(usual))
}

fn version(browser: &Browser) -> String {
    process::output(Command::new(&browser.chrome).arg("--version"))
        .unwrap_or_else(|_| browser.chrome.display().to_string())
}
