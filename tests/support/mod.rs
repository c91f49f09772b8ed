//! Golden cases: what every host must answer, byte for byte. Format: `tests/cases/README.md`.

use payout_rules::screening::Screener;
use payout_rules::value::{Value, read};
use payout_rules::{Engine, wire};

/// One case, still in its own text.
pub struct Case<'t> {
    pub name: &'t str,
    document: Value<'t>,
}

impl<'t> Case<'t> {
    pub fn of(name: &'t str, text: &'t str) -> Self {
        let document = read(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        Case { name, document }
    }

    fn get(&self, name: &str) -> Option<&Value<'t>> {
        member(&self.document, name)
    }

    fn list(&self, name: &str) -> Option<&[Value<'t>]> {
        match self.get(name)? {
            Value::List(items) => Some(items),
            _ => panic!("{}: \"{name}\" is no list", self.name),
        }
    }

    /// Whether there is nothing to ask: the overlay is refused, and the issues are the answer.
    fn is_refused(&self) -> bool {
        matches!(self.get("refused"), Some(Value::Bool(true)))
    }

    /// Asks the engine, or where there are lists a screener, as Rust does.
    pub fn answer(&self) -> String {
        if let Some(lists) = self.get("lists") {
            return self.screened(lists);
        }
        if self.is_refused() {
            let issues = Engine::new(self.get("overlay")).err();
            let issues = issues.unwrap_or_else(|| panic!("{}: the overlay was taken", self.name));
            return serde_json::to_string(&issues).unwrap_or_default();
        }
        let engine = Engine::new(self.get("overlay"))
            .unwrap_or_else(|issues| panic!("{}: {issues:#?}", self.name));
        if let Some([Value::Text(batch), Value::Text(context)]) = self.list("texts") {
            return wire::plan_bytes(&engine, batch.as_bytes(), context.as_bytes()).to_string();
        }
        let Some(Value::Text(call)) = self.get("call") else { panic!("{}: no call", self.name) };
        wire::ask(&engine, call, self.list("args").unwrap_or_default())
            .unwrap_or_else(|| panic!("{}: no call \"{call}\"", self.name))
    }
}

impl Case<'_> {
    fn screened(&self, lists: &Value) -> String {
        let screener = Screener::new(lists, self.get("options").unwrap_or(&Value::Null));
        let screener = match screener {
            Ok(screener) => screener,
            Err(issues) if self.is_refused() => {
                return serde_json::to_string(&issues).unwrap_or_default();
            }
            Err(issues) => panic!("{}: {issues:#?}", self.name),
        };
        let Some(Value::Text(call)) = self.get("call") else { panic!("{}: no call", self.name) };
        match (call.as_ref(), self.list("args").unwrap_or_default()) {
            ("list", []) => wire::screener(&screener),
            ("screen", [payee]) => wire::screen(&screener, payee),
            ("screenAll", [payees]) => wire::screen_all(&screener, payees),
            _ => panic!("{}: no call \"{call}\" of so many arguments", self.name),
        }
    }
}

/// Prints the hash of the answer and of each decision in it: the same in every host.
pub fn print_hashes(host: &str, name: &str, answer: &str, print: impl Fn(String)) {
    let answer = read(answer).unwrap_or_else(|error| panic!("{name}: {error}"));
    if let Some(Value::Text(hash)) = member(&answer, "hash") {
        print(format!("hash {host} {name} {hash}"));
    }
    if let Some(Value::List(decisions)) = member(&answer, "decisions") {
        for (index, decision) in decisions.iter().enumerate() {
            if let Some(Value::Text(hash)) = member(decision, "hash") {
                print(format!("hash {host} {name}/{index} {hash}"));
            }
        }
    }
}

fn member<'v, 'a>(value: &'v Value<'a>, name: &str) -> Option<&'v Value<'a>> {
    let Value::Object(entries) = value else { return None };
    entries.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}
