//! The engine without wasm, to be timed: reads a batch and a context, decides them once for each line
//! of its input and prints the nanoseconds it took; the last answer is left in a file.
//! `payout-rules-native <batch.json> <context.json> <answer.json>`

use std::error::Error;
use std::io::{BufRead, Write};
use std::time::Instant;
use std::{env, fs, io};

use payout_rules::Engine;
use payout_rules::wire::plan_bytes;

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = env::args().skip(1).collect();
    let [batch, context, answer] = files.as_slice() else {
        return Err("usage: payout-rules-native <batch.json> <context.json> <answer.json>".into());
    };
    let (batch, context) = (fs::read(batch)?, fs::read(context)?);
    let engine = Engine::new(None).map_err(|issues| format!("{issues:?}"))?;
    let mut last = String::new();
    for line in io::stdin().lock().lines() {
        line?;
        let start = Instant::now();
        let plan = plan_bytes(&engine, &batch, &context);
        let took_ns = start.elapsed().as_nanos();
        if *plan != *last {
            plan.clone_into(&mut last);
            fs::write(answer, &last)?;
        }
        writeln!(io::stdout(), "{took_ns}")?;
    }
    Ok(())
}
