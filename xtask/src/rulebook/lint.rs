//! Everything that is wrong with the rulebook, or with overlays over it, by file, row and field.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use payout_rules::Engine;
use payout_rules::issue::{Issue, Param, Severity};
use payout_rules::value::{Value, read};

use super::data::{self, Data, Text};
use crate::project::Project;

/// Prints a line for each; the exit code is 1 when one is an error.
pub fn run(project: &Project, overlays: &[PathBuf]) -> Result<ExitCode> {
    let texts = data::texts(&project.root)?;
    let layers = overlays
        .iter()
        .map(|path| data::text(&project.root, path))
        .collect::<Result<Vec<Text>>>()?;
    let found = lint(&texts, &layers)?;
    for line in &found {
        println!("{line}");
    }
    let errors = found.iter().filter(|found| found.severity == Severity::Error).count();
    println!("rulebook: {errors} errors, {} warnings", found.len() - errors);
    Ok(if errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Something wrong, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    severity: Severity,
    file: String,
    /// `rails/us_rtp`: an overlay is one file with all tables.
    row: String,
    /// `limits[0].min`; nothing when it is about the row as a whole.
    field: String,
    message: String,
}

impl std::fmt::Display for Found {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.severity != Severity::Error {
            out.write_str("warning: ")?;
        }
        write!(out, "{}: ", self.file)?;
        if !self.row.is_empty() {
            write!(out, "row {}: ", self.row)?;
        }
        if !self.field.is_empty() {
            write!(out, "{}: ", self.field)?;
        }
        out.write_str(&self.message)
    }
}

/// Lints the rulebook's files, or the layers over the rulebook that this was built with.
fn lint(texts: &[Text], layers: &[Text]) -> Result<Vec<Found>> {
    let data = Data::read(texts)?;
    let overlays = layers
        .iter()
        .map(|(file, text)| read(text).map_err(|error| anyhow!("{file}: {error}")))
        .collect::<Result<Vec<Value>>>()?;
    let overlay = match overlays.as_slice() {
        [] => data.overlay(),
        _ => Value::List(overlays.clone()),
    };
    let place = Places { data: &data, layers, overlays: &overlays };
    Ok(match Engine::new(Some(&overlay)) {
        Err(issues) => issues.iter().map(|issue| place.of_issue(issue)).collect(),
        Ok(engine) => {
            let found = engine.lint();
            let line = |finding: &payout_rules::rulebook::Finding| {
                place.found(&finding.issue, finding.table, finding.row, &finding.field)
            };
            found.iter().map(line).collect()
        }
    })
}

/// What says which file a row stands in.
struct Places<'d> {
    data: &'d Data<'d>,
    layers: &'d [Text],
    overlays: &'d [Value<'d>],
}

impl Places<'_> {
    fn found(&self, issue: &Issue, table: &str, row: &str, field: &str) -> Found {
        let stands = |overlay: &Value| {
            let mut rows = list(overlay, table).iter();
            rows.any(|known| text(known, "id") == Some(row))
        };
        let layer = self.overlays.iter().zip(self.layers).rev().find(|(value, _)| stands(value));
        let file = match layer {
            Some((_, (file, _))) => file,
            None => self.data.named(table, row).map_or(table, |row| row.file),
        };
        Found {
            severity: issue.severity,
            file: file.to_owned(),
            row: named(table, row),
            field: readable(field),
            message: with_help(issue),
        }
    }

    fn of_issue(&self, issue: &Issue) -> Found {
        let param = |name| match issue.params.0.iter().find(|(known, _)| *known == name) {
            Some((_, Param::Text(text))) => text.as_str(),
            _ => "",
        };
        let Some(path) = issue.path.as_deref() else {
            return self.found(issue, param("table"), param("row"), "");
        };
        let (layer, path) = match path.split('/').nth(1).map(str::parse::<usize>) {
            Some(Ok(layer)) => (Some(layer), path.splitn(3, '/').nth(2).unwrap_or_default()),
            _ => (None, path.trim_start_matches('/')),
        };
        let mut steps = path.split('/');
        let table = steps.next().unwrap_or_default();
        let index = steps.next().and_then(|index| index.parse().ok());
        let rest: String = steps.map(|step| format!("/{step}")).collect();
        let own = index.and_then(|index| match layer {
            None => self.data.row(table, index).map(|row| (row.file, row.text("id"))),
            Some(layer) => {
                let row = list(self.overlays.get(layer)?, table).get::<usize>(index)?;
                let (file, _) = self.layers.get(layer)?;
                Some((file.as_str(), text(row, "id").unwrap_or_default()))
            }
        });
        let layer_file = layer.and_then(|layer| self.layers.get(layer));
        let (file, row) = own.unwrap_or_else(|| match layer_file {
            Some((file, _)) => (file, ""),
            None => ("src/rulebook/data/rulebook.json", ""),
        });
        let field = if row.is_empty() { format!("/{path}") } else { rest };
        Found {
            severity: issue.severity,
            file: file.to_owned(),
            row: named(table, row),
            field: readable(&field),
            message: with_help(issue),
        }
    }
}

fn named(table: &str, row: &str) -> String {
    if row.is_empty() { String::new() } else { format!("{table}/{row}") }
}

fn with_help(issue: &Issue) -> String {
    match issue.help.as_deref() {
        Some(help) => format!("{}; {help}", issue.message),
        None => issue.message.clone(),
    }
}

/// `/limits/0/min` as `limits[0].min`.
fn readable(pointer: &str) -> String {
    let mut text = String::new();
    for step in pointer.split('/').skip(1) {
        if step.parse::<usize>().is_ok() {
            text.push_str(&format!("[{step}]"));
        } else {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(&step.replace("~1", "/").replace("~0", "~"));
        }
    }
    text
}

fn member<'v, 't>(value: &'v Value<'t>, key: &str) -> Option<&'v Value<'t>> {
    value.entries()?.iter().find(|(known, _)| known == key).map(|(_, value)| value)
}

fn list<'v, 't>(value: &'v Value<'t>, key: &str) -> &'v [Value<'t>] {
    match member(value, key) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    match member(value, key)? {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
    }

    fn lines(texts: &[Text], layers: &[Text]) -> Vec<String> {
        lint(texts, layers).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_rulebook_is_clean() {
        assert_eq!(lines(&data::texts(&root()).unwrap(), &[]), [""; 0]);
    }

    #[test]
    fn errors_name_file_row_and_field() {
        let mut texts = data::texts(&root()).unwrap();
        for (file, text) in &mut texts {
            if file.ends_with("/methods.json") {
                *text = text.replacen("\"name\"", "\"nmae\"", 1);
            }
            if file.ends_with("/gates/1-us.json") {
                *text = text.replacen("\"in_force\"", "\"in_farce\"", 1);
            }
        }
        assert_eq!(
            lines(&texts, &[]),
            [
                "src/rulebook/data/methods.json: row methods/ach: nmae: unknown key \"nmae\"; did you mean \"name\"?",
                "src/rulebook/data/gates/1-us.json: row gates/us.1099k: limits[0].status: \
                 \"in_farce\" is not one of the known values; use one of: in_force, never_effective, \
                 superseded_retroactively, not_known",
            ]
        );
    }

    #[test]
    fn a_file_that_is_no_json_is_named_with_its_line() {
        let broken = vec![("acme.json".to_owned(), "{\n  \"methods\": [,]\n}".to_owned())];
        let error = lint(&data::texts(&root()).unwrap(), &broken).unwrap_err();
        assert_eq!(error.to_string(), "acme.json: expected a value at line 2, column 15");
    }

    #[test]
    fn a_file_that_is_no_sheet_is_named_with_what_is_wrong() {
        for (text, expected) in [
            (r#"{ "row": [] }"#, "\"row\" is not the rows or the defaults of a file"),
            (r#"{ "rows": [], "note": "" }"#, "\"note\" is not the rows or the defaults of a file"),
            (
                r#"{ "defaults": [], "rows": [] }"#,
                "\"defaults\" is not the rows or the defaults of a file",
            ),
            (r#"{ "defaults": {} }"#, "the file has no \"rows\""),
            ("[7]", "expected a row, found a number"),
            ("7", "expected rows, found a number"),
        ] {
            let file = "src/rulebook/data/methods.json";
            let error = lint(&[(file.to_owned(), text.to_owned())], &[]).unwrap_err();
            assert_eq!(error.to_string(), format!("{file}: {expected}"));
        }
    }

    #[test]
    fn overlays_are_linted_over_the_rulebook() {
        let texts = data::texts(&root()).unwrap();
        let layer = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let good = layer(
            "a.json",
            r#"{ "methods": [
            { "id": "ach", "enabled": false, "source": "policy" } ] }"#,
        );
        let bad = layer("b.json", r#"{ "fees": [{ "id": "example.none" }], "as_off": "x" }"#);
        let found = lines(&texts, &[good.clone(), bad]);
        assert!(
            found.iter().any(|line| line
                .starts_with("b.json: as_off: unknown table \"as_off\"; the tables are: ")),
            "{found:#?}"
        );
        let missing = "b.json: row fees/example.none: source: the field \"source\" is missing";
        assert!(found.contains(&missing.to_owned()), "{found:#?}");
        let rails = layer(
            "c.json",
            r#"{ "rails": [
            { "id": "us_rtp", "enabled": false, "source": "policy" } ] }"#,
        );
        assert_eq!(
            lines(&texts, &[good, rails]),
            ["warning: src/rulebook/data/methods.json: row methods/rtp: rails: \
              none of its rails is ever on"]
        );
    }
}
