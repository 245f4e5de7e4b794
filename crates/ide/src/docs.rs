//! Documentation comments as Markdown: javadoc tags become paragraphs.

use base_db::Db;
use hir::Definition;
use hir_ty::signature::overridden_field;

/// What is written about `def`; a field that says nothing says what the one it overrides or implements does, and of a
/// parameter its function's documentation speaks.
pub(crate) fn docs_of(db: &dyn Db, def: &Definition<'_>) -> Option<String> {
    match def {
        Definition::Field(field) => {
            let mut at = Some(*field);
            // A hierarchy that goes in circles is an error elsewhere.
            for _ in 0..64 {
                if let Some(docs) = hir_def::source::field_docs(db, at?) {
                    return Some(to_markdown(&docs));
                }
                at = overridden_field(db, at?).map(|it| it.field);
            }
            None
        }
        Definition::Local(local) if local.is_param_of_field(db) => {
            let docs = hir_def::source::field_docs(db, local.owner)?;
            param_docs(&docs, &local.name(db))
        }
        def => Some(to_markdown(&def.docs(db)?)),
    }
}

/// What `@param name` says.
fn param_docs(docs: &str, name: &str) -> Option<String> {
    let mut lines = docs.lines().map(str::trim);
    let first = lines.by_ref().find_map(|it| {
        let rest = it.strip_prefix("@param")?.trim_start().strip_prefix(name)?;
        rest.is_empty()
            .then_some("")
            .or_else(|| rest.strip_prefix(char::is_whitespace))
    })?;
    let more = lines.take_while(|it| !it.is_empty() && !it.starts_with('@'));
    let text: Vec<&str> = std::iter::once(first.trim()).chain(more).collect();
    Some(text.join(" ").trim().to_owned()).filter(|it| !it.is_empty())
}

/// `@param x the value` and friends, as `dox` and the other tools write them.
pub(crate) fn to_markdown(docs: &str) -> String {
    let mut res = String::new();
    let mut params = Vec::new();
    let mut others = Vec::new();
    let mut current: Option<(String, String)> = None;
    let mut in_code = false;
    let flush = |current: &mut Option<(String, String)>,
                 params: &mut Vec<String>,
                 others: &mut Vec<String>| {
        let Some((tag, text)) = current.take() else {
            return;
        };
        let text = text.trim();
        match tag.as_str() {
            "param" => {
                let (name, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
                params.push(match rest.trim() {
                    "" => format!("- `{name}`"),
                    rest => format!("- `{name}`: {rest}"),
                });
            }
            "return" | "returns" => others.push(format!("**Returns** {text}")),
            "throws" | "exception" => others.push(format!("**Throws** {text}")),
            "see" => others.push(format!("**See** {text}")),
            "since" => others.push(format!("**Since** {text}")),
            "deprecated" => others.push(format!("**Deprecated** {text}")),
            other => others.push(format!("**{other}** {text}")),
        }
    };
    for line in docs.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        let tag = line.trim_start().strip_prefix('@').filter(|_| !in_code);
        match tag {
            Some(tag) => {
                flush(&mut current, &mut params, &mut others);
                let (name, rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
                current = Some((name.to_owned(), rest.to_owned()));
            }
            None => match &mut current {
                Some((_, text)) => {
                    text.push(' ');
                    text.push_str(line.trim());
                }
                None => {
                    res.push_str(line);
                    res.push('\n');
                }
            },
        }
    }
    flush(&mut current, &mut params, &mut others);
    let mut res = res.trim().to_owned();
    if !params.is_empty() {
        res.push_str("\n\n**Parameters**\n");
        res.push_str(&params.join("\n"));
    }
    for paragraph in others {
        res.push_str("\n\n");
        res.push_str(&paragraph);
    }
    res.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::to_markdown;

    #[test]
    fn tags() {
        let text = to_markdown(
            "Adds two numbers.\n\nSecond paragraph.\n@param a first\n@param b second\n  goes on\n@return the sum\n@throws String never",
        );
        expect![[r#"
            Adds two numbers.

            Second paragraph.

            **Parameters**
            - `a`: first
            - `b`: second goes on

            **Returns** the sum

            **Throws** String never"#]]
        .assert_eq(&text);
    }
}
