//! "Did you mean" of messages: ` (Suggestion: length)`, ` (Suggestions: pop, push)`.

use hir_def::{Name, similar_names};

pub fn suggestion_suffix<'a>(wanted: &str, names: impl Iterator<Item = &'a Name>) -> String {
    let similar = similar_names(wanted, names);
    match similar.as_slice() {
        [] => String::new(),
        [only] => format!(" (Suggestion: {only})"),
        several => {
            let list: Vec<&str> = several.iter().map(|name| name.as_str()).collect();
            format!(" (Suggestions: {})", list.join(", "))
        }
    }
}

/// The same for names already chosen.
pub fn suggestion_list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => format!(" (Suggestion: {only})"),
        several => format!(" (Suggestions: {})", several.join(", ")),
    }
}
