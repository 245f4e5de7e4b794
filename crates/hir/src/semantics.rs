//! [`Semantics`]: from a place in the text to what stands there.
//!
//! Works on the tree of the whole file; expressions are found in the body of the field around
//! them through its source map. Everything that is asked here is known to `hir-def` and `hir-ty`
//! already; nothing is computed but the way back from syntax.

mod classify;

use base_db::{Config, Db, File, TextRange, TextSize};
use hir_def::{
    body::{BodySourceMap, ExprId, body_source_map, body_start},
    ids::{FieldId, ModuleId, TypeDeclId},
    source::{DeclAt, decl_at},
};
use hir_ty::{
    infer::{InferenceResult, infer},
    ty::Ty,
};
use syntax::{SyntaxKind, SyntaxNode, SyntaxToken, TokenAtOffset, ast, ast::AstNode};

pub use classify::{NameClass, Usage, root_fields};

/// One file under one configuration, as the editor looks at it.
pub struct Semantics<'db> {
    pub db: &'db dyn Db,
    pub module: ModuleId<'db>,
    root: SyntaxNode,
}

/// An expression in the body of a field.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ExprAt<'db> {
    pub owner: FieldId<'db>,
    pub expr: ExprId,
}

impl<'db> Semantics<'db> {
    pub fn new(db: &'db dyn Db, config: Config, file: File) -> Self {
        Semantics {
            db,
            module: ModuleId::new(db, config, file),
            root: base_db::parse(db, file, config).syntax_node(),
        }
    }

    pub fn config(&self) -> Config {
        self.module.config(self.db)
    }

    pub fn file(&self) -> File {
        self.module.file(self.db)
    }

    pub fn root(&self) -> &SyntaxNode {
        &self.root
    }

    /// The token at an offset; between two of them a name is preferred, then what is not trivia.
    pub fn token_at(&self, offset: TextSize) -> Option<SyntaxToken> {
        let rank = |token: &SyntaxToken| match token.kind() {
            SyntaxKind::IDENT | SyntaxKind::DOLLAR_IDENT => 3,
            kind if kind.is_keyword() => 2,
            kind if kind.is_trivia() => 0,
            _ => 1,
        };
        match self.tokens_at(offset) {
            TokenAtOffset::None => None,
            TokenAtOffset::Single(token) => Some(token),
            TokenAtOffset::Between(left, right) => Some(if rank(&right) > rank(&left) {
                right
            } else {
                left
            }),
        }
    }

    fn tokens_at(&self, offset: TextSize) -> TokenAtOffset<SyntaxToken> {
        if offset > self.root.text_range().end() {
            return TokenAtOffset::None;
        }
        syntax::tokens_at(&self.root, offset)
    }

    /// The declaration around an offset.
    pub fn decl_at(&self, offset: TextSize) -> Option<DeclAt<'db>> {
        decl_at(self.db, self.module, offset)
    }

    /// The field whose declaration holds the node.
    pub fn field_around(&self, node: &SyntaxNode) -> Option<FieldId<'db>> {
        let decl = node.ancestors().filter(is_field_decl).last()?;
        match self.decl_at(decl.text_range().start())? {
            DeclAt::Field(field) => Some(field),
            // Where one field ends the next may begin.
            DeclAt::Type(_) | DeclAt::Ctor(_) => None,
        }
    }

    /// The type whose declaration holds the offset.
    pub fn type_around(&self, offset: TextSize) -> Option<TypeDeclId<'db>> {
        match self.decl_at(offset)? {
            DeclAt::Type(ty) => Some(ty),
            DeclAt::Field(field) => field.type_decl(self.db),
            DeclAt::Ctor(ctor) => Some(ctor.enum_(self.db)),
        }
    }

    /// The expression that a node of this file's tree became.
    pub fn expr(&self, node: &SyntaxNode) -> Option<ExprAt<'db>> {
        let owner = self.field_around(node)?;
        let expr = self.expr_in(owner, node)?;
        Some(ExprAt { owner, expr })
    }

    fn expr_in(&self, owner: FieldId<'db>, node: &SyntaxNode) -> Option<ExprId> {
        let start = body_start(self.db, owner)?;
        let range = node.text_range().checked_sub(start)?;
        body_source_map(self.db, owner).expr_of(node.kind(), range)
    }

    pub fn source_map(&self, owner: FieldId<'db>) -> &'db BodySourceMap {
        body_source_map(self.db, owner)
    }

    pub fn infer(&self, owner: FieldId<'db>) -> &'db InferenceResult<'db> {
        infer(self.db, owner)
    }

    pub fn type_of(&self, at: ExprAt<'db>) -> Option<Ty<'db>> {
        self.infer(at.owner).type_of_expr(at.expr)
    }

    /// The type of the expression that a node became.
    pub fn type_of_node(&self, node: &SyntaxNode) -> Option<Ty<'db>> {
        self.type_of(self.expr(node)?)
    }

    /// The range of a part of a body in the file.
    pub fn body_range(&self, owner: FieldId<'db>, relative: TextRange) -> TextRange {
        relative + body_start(self.db, owner).unwrap_or_default()
    }
}

/// A field of a type or module, not one of a structure type.
fn is_field_decl(node: &SyntaxNode) -> bool {
    ast::Field::can_cast(node.kind())
        && node
            .parent()
            .is_none_or(|it| matches!(it.kind(), SyntaxKind::FIELD_LIST | SyntaxKind::SOURCE_FILE))
}
