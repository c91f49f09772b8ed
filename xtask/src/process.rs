//! Running other programs: what failed, and how, is always in the error.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Prints one line about what a command found or is doing.
pub fn say(topic: &str, text: &str) {
    println!("{topic:>13}  {text}");
}

/// The command as a person would type it, for messages.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let mut line = name.to_string_lossy().into_owned();
    for arg in command.get_args() {
        line.push(' ');
        line.push_str(&arg.to_string_lossy());
    }
    line
}

/// Runs to the end with its output on the terminal; a failure is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let line = shown(command);
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    succeeded(&line, status)
}

/// Runs to the end and answers its standard output, trimmed.
pub fn output(command: &mut Command) -> Result<String> {
    let line = shown(command);
    let output = command.output().with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        bail!("`{line}` failed ({}): {}", output.status, stderr.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs for at most `limit`; past it the program is stopped and that is an error.
pub fn run_within(command: &mut Command, limit: Duration) -> Result<()> {
    let line = shown(command);
    let mut child = command.spawn().with_context(|| format!("cannot start `{line}`"))?;
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return succeeded(&line, status);
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            bail!("`{line}` was stopped after {} s", limit.as_secs());
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// Runs to the end, shows both output streams as they come, and hands every line to `seen`.
pub fn watch(command: &mut Command, mut seen: impl FnMut(&str)) -> Result<bool> {
    let line = shown(command);
    let mut child: Child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{line}`"))?;
    let stderr = child.stderr.take().with_context(|| format!("`{line}` has no stderr"))?;
    let errors = thread::spawn(move || echo(stderr, |text| eprintln!("{text}")));
    let stdout = child.stdout.take().with_context(|| format!("`{line}` has no stdout"))?;
    for text in echo(stdout, |text| println!("{text}")) {
        seen(&text);
    }
    for text in errors.join().unwrap_or_default() {
        seen(&text);
    }
    Ok(child.wait()?.success())
}

/// Shows each line of a stream as it comes, and answers them all at the end.
fn echo(stream: impl Read, show: impl Fn(&str)) -> Vec<String> {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    let mut bytes = Vec::new();
    while matches!(reader.read_until(b'\n', &mut bytes), Ok(count) if count > 0) {
        let text = String::from_utf8_lossy(&bytes).trim_end().to_owned();
        show(&text);
        lines.push(text);
        bytes.clear();
    }
    lines
}

fn succeeded(line: &str, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{line}` failed ({status}); its own message is above");
    }
    Ok(())
}
