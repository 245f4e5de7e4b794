//! `whitespace`: spaces between tokens of one line.

use super::options;
use super::policy::WhitespacePolicy::{self, *};

options! {
    /// `whitespace`
    Whitespace {
        /// Parentheses.
        paren_config: Parens = Parens::default(),
        /// Braces.
        braces_config: Braces = Braces::default(),
        /// Brackets.
        bracket_config: Brackets = Brackets::default(),
        /// `<` of type parameters.
        type_param_open_policy: WhitespacePolicy = None,
        /// `>` of type parameters.
        type_param_close_policy: WhitespacePolicy = None,
        /// `>` in front of the structure that another extends.
        type_extension_policy: WhitespacePolicy = After,
        /// `,`
        comma_policy: WhitespacePolicy = OnlyAfter,
        /// `:` of `case`.
        case_colon_policy: WhitespacePolicy = OnlyAfter,
        /// `:` of an object's field.
        object_field_colon_policy: WhitespacePolicy = After,
        /// `:` of a type hint.
        type_hint_colon_policy: WhitespacePolicy = None,
        /// `:` in `(e : T)`.
        type_check_colon_policy: WhitespacePolicy = Around,
        /// Any other `:`.
        colon_policy: WhitespacePolicy = None,
        /// `?` and `:` of a condition.
        ternary_policy: WhitespacePolicy = Around,
        /// `;`
        semicolon_policy: WhitespacePolicy = OnlyAfter,
        /// `if` and `else`
        if_policy: WhitespacePolicy = After,
        /// `do`
        do_policy: WhitespacePolicy = After,
        /// `while`
        while_policy: WhitespacePolicy = After,
        /// `for`
        for_policy: WhitespacePolicy = After,
        /// `switch`
        switch_policy: WhitespacePolicy = After,
        /// `try`
        try_policy: WhitespacePolicy = After,
        /// `catch`
        catch_policy: WhitespacePolicy = After,
        /// Operators between two operands.
        binop_policy: WhitespacePolicy = Around,
        /// `...`
        interval_policy: WhitespacePolicy = None,
        /// `->` of a function without `function`.
        arrow_functions_policy: WhitespacePolicy = Around,
        /// `->` of `A -> B`.
        function_type_haxe3_policy: WhitespacePolicy = None,
        /// `->` of `(a:A) -> B`.
        function_type_haxe4_policy: WhitespacePolicy = Around,
        /// No spaces between brackets that follow each other.
        compress_successive_parenthesis: bool = true,
        /// Code inside of strings is formatted too.
        format_string_interpolation: bool = true,
        /// `//x` becomes `// x`.
        add_line_comment_space: bool = true,
    }
}

options! {
    /// The two ends of a pair of brackets.
    OpenClose {
        /// The opening one.
        opening_policy: WhitespacePolicy = None,
        /// The closing one.
        closing_policy: WhitespacePolicy = OnlyAfter,
        /// No space in a pair with nothing inside.
        remove_inner_when_empty: bool = true,
    }
}

impl OpenClose {
    const fn new(opening_policy: WhitespacePolicy, closing_policy: WhitespacePolicy) -> OpenClose {
        OpenClose {
            opening_policy,
            closing_policy,
            remove_inner_when_empty: true,
        }
    }
}

options! {
    /// Parentheses, by what they stand for.
    Parens {
        /// Arguments of metadata.
        metadata_parens: OpenClose = OpenClose::default(),
        /// Parameters of a function with a name.
        func_param_parens: OpenClose = OpenClose::default(),
        /// Parameters of a function without one.
        anon_func_param_parens: OpenClose = OpenClose::default(),
        /// Arguments.
        call_parens: OpenClose = OpenClose::default(),
        /// All conditions that have no options of their own.
        condition_parens: OpenClose = OpenClose::new(NoneAfter, OnlyAfter),
        /// `if (…)`
        if_condition_parens: Option<OpenClose> = Option::None,
        /// `switch (…)`
        switch_condition_parens: Option<OpenClose> = Option::None,
        /// `while (…)`
        while_condition_parens: Option<OpenClose> = Option::None,
        /// `#if (…)`
        sharp_condition_parens: Option<OpenClose> = Option::None,
        /// `catch (…)`
        catch_parens: Option<OpenClose> = Option::None,
        /// `for (…)`
        for_loop_parens: OpenClose = OpenClose::new(NoneAfter, OnlyAfter),
        /// All others.
        expression_parens: OpenClose = OpenClose::new(NoneAfter, OnlyAfter),
    }
}

options! {
    /// Braces, by what they stand for.
    Braces {
        /// A block or the fields of a type.
        block_braces: OpenClose = OpenClose::new(Before, OnlyAfter),
        /// A `typedef`.
        typedef_braces: OpenClose = OpenClose::new(Before, OnlyAfter),
        /// A structure as a type.
        anon_type_braces: OpenClose = OpenClose::new(Before, OnlyAfter),
        /// An object.
        object_literal_braces: OpenClose = OpenClose::new(Before, OnlyAfter),
        /// All others.
        unknown_braces: OpenClose = OpenClose::new(Before, OnlyAfter),
    }
}

options! {
    /// Brackets, by what they stand for.
    Brackets {
        /// `a[i]`
        access_brackets: OpenClose = OpenClose::new(None, None),
        /// `[a, b]`
        array_literal_brackets: OpenClose = OpenClose::new(NoneAfter, None),
        /// `[for (a in b) c]`
        comprehension_brackets: OpenClose = OpenClose::new(NoneAfter, None),
        /// `[a => b]`
        map_literal_brackets: OpenClose = OpenClose::new(NoneAfter, None),
        /// All others.
        unknown_brackets: OpenClose = OpenClose::new(NoneAfter, None),
    }
}
