//! Chromium and its driver, for the tests that run in a browser.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use serde_json::json;

use super::apt;
use crate::process::{self, say};

const TOPIC: &str = "browser";

/// Chromium or Chrome, and the chromedriver of the same version.
#[derive(Debug)]
pub struct Browser {
    chrome: PathBuf,
    driver: PathBuf,
}

impl Browser {
    /// Chromium or Chrome itself.
    pub fn program(&self) -> &Path {
        &self.chrome
    }

    /// Has wasm-bindgen's test runner run the command's tests in this browser and no other.
    pub fn drive(&self, tests: &mut Command, folder: &Path) -> Result<()> {
        // The runner adds what headless needs, and runs without a sandbox, as root must.
        let quiet = ["disable-background-networking", "disable-component-update", "disable-sync"];
        let capabilities =
            json!({ "goog:chromeOptions": { "binary": self.chrome, "args": quiet } });
        let file = folder.join("webdriver.json");
        fs::create_dir_all(folder)?;
        fs::write(&file, capabilities.to_string())?;
        // Without the first two the runner may stay in Node and say that all is well.
        tests
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", file)
            .env("CHROMEDRIVER", &self.driver)
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
        // Each of these would have it take another driver, or wait for a person.
        for driver in ["GECKODRIVER", "SAFARIDRIVER", "CHROMEDRIVER", "MSEDGEDRIVER"] {
            tests.env_remove(format!("{driver}_REMOTE"));
        }
        for name in ["GECKODRIVER", "SAFARIDRIVER", "NO_HEADLESS"] {
            tests.env_remove(name);
        }
        Ok(())
    }
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
