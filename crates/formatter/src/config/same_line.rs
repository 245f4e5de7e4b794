//! `sameLine`: whether a body that is no block follows on the line of its head.

use super::{options, words};
use SameLinePolicy::*;

words! {
    /// Where a body goes.
    SameLinePolicy {
        /// Behind the head.
        Same,
        /// On the next line.
        Next,
        /// Where it is.
        Keep,
    }
}

options! {
    /// `sameLine`
    SameLine {
        /// Body of `if`.
        if_body: SameLinePolicy = Next,
        /// Body of `else`.
        else_body: SameLinePolicy = Next,
        /// `else` behind `}`.
        if_else: SameLinePolicy = Same,
        /// `else` on the next line where a `;` stands before it.
        if_else_semicolon_next_line: bool = true,
        /// `if` behind `else`.
        else_if: SameLinePolicy = Same,
        /// Bodies of an `if` whose value is used.
        expression_if: SameLinePolicy = Same,
        /// Blocks of an `if` whose value is used follow the same rule.
        expression_if_with_blocks: bool = false,
        /// Body of `for`.
        for_body: SameLinePolicy = Next,
        /// Body of `for` and `while` in brackets.
        comprehension_for: SameLinePolicy = Same,
        /// Body of `while`.
        while_body: SameLinePolicy = Next,
        /// Body of `do`.
        do_while_body: SameLinePolicy = Next,
        /// `while` behind `}` of `do`.
        do_while: SameLinePolicy = Same,
        /// Body of `try`.
        try_body: SameLinePolicy = Next,
        /// Body of `catch`.
        catch_body: SameLinePolicy = Next,
        /// `catch` behind `}`.
        try_catch: SameLinePolicy = Same,
        /// Body of `case`.
        case_body: SameLinePolicy = Next,
        /// Body of `case` where the value of the `switch` is used.
        expression_case: SameLinePolicy = Keep,
        /// Bodies of a `try` whose value is used.
        expression_try: SameLinePolicy = Same,
        /// Body of a function with a name.
        function_body: SameLinePolicy = Next,
        /// Body of a function without one.
        anon_function_body: SameLinePolicy = Same,
        /// What `return` returns, when it takes several lines.
        return_body: SameLinePolicy = Same,
        /// What `return` returns, when it takes one line.
        return_body_single_line: SameLinePolicy = Same,
        /// Body of `untyped`.
        untyped_body: SameLinePolicy = Same,
    }
}
