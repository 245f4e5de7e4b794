//! Syntax errors as values.

use rowan::{TextRange, TextSize};

/// One mistake in the text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct SyntaxError {
    /// A stable kebab-case word with a page under `docs/diagnostics`.
    pub code: &'static str,
    /// What is wrong, in Haxe's own words where it has some.
    pub message: String,
    /// The place a person would point to.
    pub range: TextRange,
    /// Text whose insertion mends it: where, and what.
    pub insert: Option<(TextSize, &'static str)>,
}

impl SyntaxError {
    pub(crate) fn new(
        code: &'static str,
        message: impl Into<String>,
        range: TextRange,
    ) -> SyntaxError {
        SyntaxError {
            code,
            message: message.into(),
            range,
            insert: None,
        }
    }
}

/// The codes of all syntax errors; each has a page under `docs/diagnostics`.
pub mod codes {
    macro_rules! codes {
        ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
            $($(#[$doc])* pub const $name: &str = $code;)*
            /// Every code of this crate.
            pub const ALL: &[&str] = &[$($code),*];
        };
    }

    codes! {
        /// A token that cannot stand where it stands.
        UNEXPECTED_TOKEN = "unexpected-token";
        /// Something else should stand here.
        EXPECTED_TOKEN = "expected-token";
        /// A statement or declaration without its `;`.
        MISSING_SEMICOLON = "missing-semicolon";
        /// A character that starts no token.
        INVALID_CHARACTER = "invalid-character";
        /// A string without its closing quote.
        UNTERMINATED_STRING = "unterminated-string";
        /// A regular expression without its closing slash.
        UNTERMINATED_REGEX = "unterminated-regex";
        /// `/*` without `*/`.
        UNCLOSED_COMMENT = "unclosed-comment";
        /// `${` without `}` in a string.
        UNCLOSED_CODE = "unclosed-code";
        /// A backslash followed by something that means nothing.
        INVALID_ESCAPE = "invalid-escape";
        /// A letter behind a regular expression that is no flag.
        INVALID_REGEX_OPTION = "invalid-regex-option";
        /// Inline markup without its closing tag.
        UNTERMINATED_MARKUP = "unterminated-markup";
        /// `#if` without `#end`.
        UNCLOSED_CONDITIONAL = "unclosed-conditional";
        /// A `#` directive that does not exist.
        UNKNOWN_DIRECTIVE = "unknown-directive";
        /// A condition of `#if` that cannot be evaluated.
        INVALID_CONDITION = "invalid-condition";
        /// `#error` in code that is compiled.
        ERROR_DIRECTIVE = "error-directive";
        /// Brackets or expressions nested too deeply.
        NESTING_TOO_DEEP = "nesting-too-deep";
        /// A modifier that this kind of declaration cannot have.
        INVALID_MODIFIER = "invalid-modifier";
        /// A name that cannot be used here.
        INVALID_NAME = "invalid-name";
        /// A second `default` in one `switch`.
        DUPLICATE_DEFAULT = "duplicate-default";
        /// A type is needed here.
        MISSING_TYPE = "missing-type";
        /// Something the grammar has but does not allow here.
        INVALID_SYNTAX = "invalid-syntax";
    }
}

#[cfg(test)]
mod tests {
    use super::codes;

    #[test]
    fn every_code_has_a_page() {
        let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diagnostics");
        for code in codes::ALL {
            let page = std::fs::read_to_string(docs.join(format!("{code}.md"))).unwrap_or_default();
            assert!(
                page.starts_with(&format!("# {code}\n")),
                "no page for {code}"
            );
        }
    }
}
