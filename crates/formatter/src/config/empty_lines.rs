//! `emptyLines`: how many lines are left empty and where.

use super::{options, words};

options! {
    /// `emptyLines`
    EmptyLines {
        /// A line end at the end of the file.
        final_newline: bool = true,
        /// Never more than this.
        max_anywhere_in_file: usize = 1,
        /// Before `package`.
        before_package: usize = 0,
        /// After `package`.
        after_package: usize = 1,
        /// Around imports.
        import_and_using: Imports = Imports::default(),
        /// Between types.
        between_types: usize = 1,
        /// Between types that take one line each.
        between_single_line_types: usize = 0,
        /// After line comments in front of types.
        line_comments_between_types: LineComments = LineComments::Keep,
        /// After line comments in front of functions.
        line_comments_between_functions: LineComments = LineComments::Keep,
        /// Before `}`.
        before_right_curly: KeepOrRemove = KeepOrRemove::Remove,
        /// After `{`.
        after_left_curly: KeepOrRemove = KeepOrRemove::Remove,
        /// After a `return` that ends a block.
        after_return: KeepOrRemove = KeepOrRemove::Remove,
        /// Between the head of a loop or condition and its body.
        before_blocks: KeepOrRemove = KeepOrRemove::Remove,
        /// Between a body and the `else`, `catch` or `while` that follows.
        after_blocks: KeepOrRemove = KeepOrRemove::Remove,
        /// In enum abstracts.
        enum_abstract_empty_lines: SimpleFields = SimpleFields::new(1, 1),
        /// In classes.
        class_empty_lines: ClassFields = ClassFields::default(),
        /// In classes inside of `macro class`.
        macro_class_empty_lines: ClassFields = ClassFields::default(),
        /// In extern classes.
        extern_class_empty_lines: SimpleFields = SimpleFields::default(),
        /// In abstracts.
        abstract_empty_lines: ClassFields = ClassFields::default(),
        /// In interfaces.
        interface_empty_lines: SimpleFields = SimpleFields::default(),
        /// In enums.
        enum_empty_lines: PlainFields = PlainFields::default(),
        /// In typedefs.
        typedef_empty_lines: PlainFields = PlainFields::default(),
        /// Around directives.
        conditionals_empty_lines: Conditionals = Conditionals::default(),
        /// Before documentation.
        before_doc_comment_empty_lines: DocComments = DocComments::One,
        /// After a field that has documentation.
        after_fields_with_doc_comments: DocComments = DocComments::One,
        /// After a comment at the start of the file.
        after_file_header_comment: usize = 1,
        /// Between two block comments.
        between_multiline_comments: usize = 0,
    }
}

options! {
    /// Around directives.
    Conditionals {
        /// After `#if` and `#elseif`.
        after_if: usize = 0,
        /// Before `#elseif` and `#else`.
        before_else: usize = 0,
        /// After `#else`.
        after_else: usize = 0,
        /// Before `#end`.
        before_end: usize = 0,
        /// Before `#error`.
        before_error: usize = 0,
        /// After `#error`.
        after_error: usize = 0,
    }
}

options! {
    /// Between the fields of a class or abstract.
    ClassFields {
        /// After `{`.
        begin_type: usize = 0,
        /// Before `}`.
        end_type: usize = 0,
        /// Between static variables.
        between_static_vars: usize = 0,
        /// Between static and other variables.
        after_static_vars: usize = 1,
        /// Between private and public variables.
        after_private_vars: usize = 1,
        /// Between variables.
        between_vars: usize = 0,
        /// Between variables and functions.
        after_vars: usize = 1,
        /// Between static and other functions.
        after_static_functions: usize = 1,
        /// Between static functions.
        between_static_functions: usize = 1,
        /// Between private and public functions.
        after_private_functions: usize = 1,
        /// Between functions.
        between_functions: usize = 1,
        /// Whether an empty line that is there stays.
        existing_between_fields: KeepOrRemove = KeepOrRemove::Keep,
    }
}

options! {
    /// Between the fields of an interface, extern class or enum abstract.
    SimpleFields {
        /// After `{`.
        begin_type: usize = 0,
        /// Before `}`.
        end_type: usize = 0,
        /// Between variables.
        between_vars: usize = 0,
        /// Between variables and functions.
        after_vars: usize = 0,
        /// Between functions.
        between_functions: usize = 0,
        /// Whether an empty line that is there stays.
        existing_between_fields: KeepOrRemove = KeepOrRemove::Keep,
    }
}

impl SimpleFields {
    fn new(after_vars: usize, between_functions: usize) -> SimpleFields {
        SimpleFields {
            after_vars,
            between_functions,
            ..SimpleFields::default()
        }
    }
}

options! {
    /// Between the constructors of an enum or the fields of a typedef.
    PlainFields {
        /// After `{`.
        begin_type: usize = 0,
        /// Before `}`.
        end_type: usize = 0,
        /// Between two.
        between_fields: usize = 0,
        /// Whether an empty line that is there stays.
        existing_between_fields: KeepOrRemove = KeepOrRemove::Keep,
    }
}

options! {
    /// Around imports.
    Imports {
        /// Between two imports, or two `using`, that differ enough.
        between_imports: usize = 0,
        /// How much two imports must have in common to stand together.
        between_imports_level: ImportLevel = ImportLevel::All,
        /// Between imports and `using`.
        before_using: usize = 1,
        /// Before the first type.
        before_type: usize = 1,
    }
}

words! {
    /// What two imports must have in common to stand together.
    ImportLevel {
        /// Nothing keeps them together.
        All,
        /// One package.
        FirstLevelPackage,
        /// Two packages.
        SecondLevelPackage,
        /// Three packages.
        ThirdLevelPackage,
        /// Four packages.
        FourthLevelPackage,
        /// Five packages.
        FifthLevelPackage,
        /// All packages.
        FullPackage,
    }
}

words! {
    /// What happens to empty lines that are there.
    KeepOrRemove {
        /// They stay.
        Keep,
        /// They go.
        Remove,
    }
}

words! {
    /// Empty lines at documentation.
    DocComments {
        /// No rule.
        Ignore,
        /// None.
        None,
        /// One.
        One,
    }
}

words! {
    /// Empty lines after line comments.
    LineComments {
        /// Where there are some now.
        Keep,
        /// One.
        One,
        /// None.
        None,
    }
}
