//! What is wanted beside a token: a space, none, or whatever the neighbour says.

use super::words;

words! {
    /// The white space around one token. A side that is not named is left as it is.
    WhitespacePolicy {
        /// None on either side.
        None,
        /// One before.
        Before,
        /// None before.
        NoneBefore,
        /// One before, none after.
        OnlyBefore,
        /// One after.
        After,
        /// None before, one after.
        OnlyAfter,
        /// None after.
        NoneAfter,
        /// One on either side.
        Around,
    }
}

use WhitespacePolicy::*;

impl WhitespacePolicy {
    /// Without the wish for a space before.
    #[must_use]
    pub fn without_before(self) -> WhitespacePolicy {
        match self {
            Before | OnlyBefore => None,
            Around => After,
            None | NoneBefore | After | OnlyAfter | NoneAfter => self,
        }
    }

    /// Without the wish for a space after.
    #[must_use]
    pub fn without_after(self) -> WhitespacePolicy {
        match self {
            After | OnlyAfter => None,
            Around => Before,
            None | NoneAfter | Before | OnlyBefore | NoneBefore => self,
        }
    }

    /// With a space before.
    #[must_use]
    pub fn with_before(self) -> WhitespacePolicy {
        match self {
            None => Before,
            NoneBefore | NoneAfter => OnlyBefore,
            After | OnlyAfter => Around,
            Before | OnlyBefore | Around => self,
        }
    }

    /// With a space after.
    #[must_use]
    pub fn with_after(self) -> WhitespacePolicy {
        match self {
            None => After,
            NoneBefore | NoneAfter => OnlyAfter,
            Before | OnlyBefore => Around,
            After | OnlyAfter | Around => self,
        }
    }

    /// Whether a space before is wished for.
    pub fn has_before(self) -> bool {
        matches!(self, Before | OnlyBefore | Around)
    }

    /// Whether a space after is wished for.
    pub fn has_after(self) -> bool {
        matches!(self, After | OnlyAfter | Around)
    }

    /// What it says of the gap before: a space, none, or nothing.
    pub fn before(self) -> Option<bool> {
        match self {
            Before | OnlyBefore | Around => Some(true),
            None | NoneBefore | OnlyAfter => Some(false),
            After | NoneAfter => Option::None,
        }
    }

    /// What it says of the gap after: a space, none, or nothing.
    pub fn after(self) -> Option<bool> {
        match self {
            After | OnlyAfter | Around => Some(true),
            None | NoneAfter | OnlyBefore => Some(false),
            Before | NoneBefore => Option::None,
        }
    }
}
