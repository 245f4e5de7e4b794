//! `lineEnds`: after which tokens a line ends.

use super::{options, words};

options! {
    /// `lineEnds`
    LineEnds {
        /// What ends a line.
        line_end_character: LineEndCharacter = LineEndCharacter::Auto,
        /// After metadata of a type.
        metadata_type: MetadataLineEnd = MetadataLineEnd::None,
        /// After metadata of a variable.
        metadata_var: MetadataLineEnd = MetadataLineEnd::None,
        /// After metadata of a function.
        metadata_function: MetadataLineEnd = MetadataLineEnd::None,
        /// After any other metadata.
        metadata_other: MetadataLineEnd = MetadataLineEnd::None,
        /// After `:` of `case`.
        case_colon: AfterOrNone = AfterOrNone::After,
        /// After directives.
        sharp: AfterOrNone = AfterOrNone::After,
        /// Around `{`.
        left_curly: CurlyLineEnd = CurlyLineEnd::After,
        /// Around `}`.
        right_curly: CurlyLineEnd = CurlyLineEnd::Both,
        /// In `{}`.
        empty_curly: EmptyCurly = EmptyCurly::NoBreak,
        /// Braces of blocks, where they differ.
        block_curly: Option<Curly> = None,
        /// Braces of functions without a name, where they differ.
        anon_function_curly: Option<Curly> = None,
        /// Braces of structures as types, where they differ.
        anon_type_curly: Option<Curly> = None,
        /// Braces of objects, where they differ.
        object_literal_curly: Option<Curly> = None,
        /// Braces of `typedef`, where they differ.
        typedef_curly: Option<Curly> = None,
    }
}

options! {
    /// Line ends around one kind of braces.
    #[derive(Copy)]
    Curly {
        /// Around `{`.
        left_curly: CurlyLineEnd = CurlyLineEnd::After,
        /// Around `}`.
        right_curly: CurlyLineEnd = CurlyLineEnd::Both,
        /// In `{}`.
        empty_curly: EmptyCurly = EmptyCurly::NoBreak,
    }
}

words! {
    /// On which sides of a brace a line ends.
    CurlyLineEnd {
        /// On none.
        None,
        /// After it.
        After,
        /// Before it.
        Before,
        /// On both.
        Both,
    }
}

impl CurlyLineEnd {
    /// Whether a line ends before the brace.
    pub fn before(self) -> bool {
        matches!(self, CurlyLineEnd::Before | CurlyLineEnd::Both)
    }

    /// Whether a line ends after the brace.
    pub fn after(self) -> bool {
        matches!(self, CurlyLineEnd::After | CurlyLineEnd::Both)
    }
}

words! {
    /// Whether a pair of braces without content takes two lines.
    EmptyCurly {
        /// `{}`
        NoBreak,
        /// Two lines.
        Break,
    }
}

words! {
    /// Whether a line ends after a token.
    AfterOrNone {
        /// Not for this reason.
        None,
        /// It does.
        After,
    }
}

words! {
    /// Where lines end between metadata.
    MetadataLineEnd {
        /// Where they end now.
        None,
        /// After each.
        After,
        /// Where they end now, and after the last.
        AfterLast,
        /// Only after the last.
        ForceAfterLast,
    }
}

/// What ends a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize)]
pub enum LineEndCharacter {
    /// What the file has now.
    #[serde(rename = "auto")]
    Auto,
    /// `\r`
    CR,
    /// `\n`
    LF,
    /// `\r\n`
    CRLF,
}
