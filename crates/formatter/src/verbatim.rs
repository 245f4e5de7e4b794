//! `// @formatter:off` … `// @formatter:on`: what is between stays as it is.

use syntax::SyntaxKind::LINE_COMMENT;

use crate::layout::Layout;

impl Layout<'_> {
    /// Freezes the tokens of such regions, their comments included.
    pub fn freeze_verbatim(&mut self) {
        let mut off = false;
        for tok in 0..self.len() {
            let comment = match self.kind(tok) {
                LINE_COMMENT => self.text_of(tok).trim_start_matches('/').trim(),
                _ => "",
            };
            match comment {
                "@formatter:off" => off = true,
                "@formatter:on" if off => {
                    self.tokens[tok].frozen = true;
                    off = false;
                }
                _ => {}
            }
            self.tokens[tok].frozen |= off;
        }
        self.ends_verbatim = off;
    }
}
