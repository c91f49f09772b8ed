//! Return codes.

use crate::rulebook::{Advice, Failure, FailureSystem, Window};

use super::Book;
use super::markdown::{plain, scope, table};

pub fn failures(book: &Book) -> String {
    let tables = book.rules().failures();
    let mut out = "A code that is not here is closed: nothing is sent again before somebody has \
                   looked. Code, title and window are the source's; what to do is our reading for \
                   a payout, which is a credit.\n\n## Who answers with which codes\n\n"
        .to_owned();
    let heads = ["System", "Rails", "Lists", "Comes back", "", "Confidence", "Source"];
    out.push_str(&table(&heads, tables.systems.iter().map(|row| system(book, row))));
    let mut lists: Vec<&str> = tables.codes.iter().map(|code| code.parts().0).collect();
    lists.dedup();
    for list in lists {
        out.push_str(&format!("## `{list}`\n\n"));
        let own = tables.codes.iter().filter(|code| code.parts().0 == list);
        let heads = [
            "Code",
            "Title",
            "Meaning",
            "Payout",
            "Again",
            "Account",
            "Tell",
            "Ask again",
            "Comes back",
            "Act",
            "",
            "Confidence",
            "Source",
        ];
        out.push_str(&table(&heads, own.map(|code| code_row(book, code))));
    }
    out
}

fn system(book: &Book, row: &FailureSystem) -> Vec<String> {
    let kinds = match &row.kinds {
        crate::rulebook::Scope::Every => String::new(),
        crate::rulebook::Scope::Listed(kinds) => {
            let kinds: Vec<String> = kinds.iter().map(|kind| plain(kind.as_str())).collect();
            format!(" that are {}", kinds.join(" or "))
        }
    };
    vec![
        row.name.clone(),
        format!("{}{kinds}", scope(&row.rails)),
        row.codes.join(", "),
        row.window.map_or_else(String::new, window),
        book.state(&row.meta).to_owned(),
        row.meta.confidence.as_str().to_owned(),
        row.meta.source.clone(),
    ]
}

fn code_row(book: &Book, code: &Failure) -> Vec<String> {
    let (own, class) = (&code.advice, &code.class.advice);
    let word = |of: fn(&Advice) -> Option<&'static str>| {
        of(own).or_else(|| of(class)).map(plain).unwrap_or_default()
    };
    let meaning = own.meaning.as_ref().or(class.meaning.as_ref());
    let fields = own.fields.as_ref().or(class.fields.as_ref());
    let fields: Vec<&str> = fields.into_iter().flatten().map(String::as_str).collect();
    // Fields of every form are the account number in whatever form the country has it.
    let fields =
        if fields.len() > FIELDS_SHOWN { "the account".to_owned() } else { fields.join(", ") };
    vec![
        code.parts().1.to_owned(),
        code.title.clone(),
        meaning.cloned().unwrap_or_default(),
        word(|advice| advice.payout.map(|word| word.as_str())),
        word(|advice| advice.retry.map(|word| word.as_str())),
        word(|advice| advice.account.map(|word| word.as_str())),
        word(|advice| advice.notify.map(|word| word.as_str())),
        fields,
        code.window.map_or_else(String::new, window),
        code.deadline.map_or_else(String::new, window),
        book.state(&code.meta).to_owned(),
        code.meta.confidence.as_str().to_owned(),
        code.meta.source.clone(),
    ]
}

const FIELDS_SHOWN: usize = 6;

fn window(window: Window) -> String {
    let (unit, after) = (plain(window.unit.as_str()), plain(window.after.as_str()));
    match window.within {
        Some(within) => format!("within {within} {unit} after {after}"),
        None => format!("{unit}, after {after}"),
    }
}
