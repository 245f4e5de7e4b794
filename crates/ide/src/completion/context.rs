//! Where the caret stands.

use base_db::{Db, TextRange, TextSize};
use hir::Semantics;
use hir_def::{Name, ids::FieldId, ids::TypeDeclId};
use hir_ty::ty::Ty;
use syntax::{
    SyntaxKind, SyntaxNode, SyntaxToken, T,
    ast::{self, AstNode},
};

pub(crate) struct CompletionContext<'a, 'db> {
    pub sema: &'a Semantics<'db>,
    pub offset: TextSize,
    /// The part of a word before the caret.
    pub prefix: String,
    /// The whole word.
    pub replace: TextRange,
    pub place: Place<'db>,
    /// The field whose body or signature holds the caret.
    pub field: Option<FieldId<'db>>,
    pub ty: Option<TypeDeclId<'db>>,
    /// The node around the caret.
    pub node: SyntaxNode,
}

#[derive(Clone, Debug)]
pub(crate) enum Place<'db> {
    /// Behind `base.`.
    Field {
        base: SyntaxNode,
    },
    /// In the path of an import, behind these segments.
    Import {
        before: Vec<Name>,
        is_using: bool,
    },
    Package,
    /// In a type's path, behind these segments.
    TypePath {
        before: Vec<Name>,
    },
    Type(TypePlace),
    /// Behind `@` or `@:`.
    Metadata,
    /// Behind `#if`.
    Condition,
    /// Behind `#`.
    Directive,
    /// In `(get, set)`, whether behind its comma.
    Accessor {
        is_write: bool,
    },
    ModuleLevel,
    /// In a class, behind these modifiers.
    ClassBody {
        modifiers: Vec<String>,
    },
    /// Behind `override`.
    Override,
    ObjectField {
        object: SyntaxNode,
    },
    Pattern,
    Expression {
        expected: Option<Ty<'db>>,
    },
    /// Behind the `$` in a string: a name that can stand there without braces.
    Interpolated,
    /// In `@:op(…)`.
    Operator,
    /// Behind a `$` in code.
    Dollar {
        /// In what `macro` quotes.
        is_quoted: bool,
    },
    /// One of a few words, between the name of a type and its body, say.
    Words(&'static [&'static str]),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypePlace {
    Any,
    New,
    /// Classes that may be extended.
    Extends,
    /// Interfaces.
    Implements,
}

impl<'a, 'db> CompletionContext<'a, 'db> {
    pub fn new(sema: &'a Semantics<'db>, offset: TextSize) -> Option<Self> {
        let left = syntax::tokens_at(sema.root(), offset).left_biased();
        let is_word = |it: &SyntaxToken| {
            it.kind() == SyntaxKind::IDENT
                || it.kind() == SyntaxKind::DOLLAR_IDENT
                || it.kind().is_keyword()
        };
        let word = left.clone().filter(is_word);
        let hidden = left.as_ref().filter(|it| is_hidden(it));
        if let Some(hidden) = hidden {
            return Self::in_hidden(sema, hidden, offset);
        }
        let is_interpolated = left
            .as_ref()
            .is_some_and(|it| opens_interpolation(it, offset));
        if let Some(left) = &left
            && is_text(left, offset)
            && !is_interpolated
        {
            return None;
        }
        let (prefix, replace) = match &word {
            Some(word) => {
                let range = word.text_range();
                let typed = usize::from(offset - range.start());
                (word.text()[..typed].to_owned(), range)
            }
            None => (String::new(), TextRange::empty(offset)),
        };
        let before = match &word {
            Some(word) => word.prev_token(),
            None => left.clone(),
        };
        let before = before.and_then(skip_trivia_left);
        let directive = left.clone().filter(|it| is_directive(it.kind()));
        let (prefix, replace) = match &directive {
            Some(token) => {
                let start = token.text_range().start() + TextSize::of('#');
                let typed = usize::from(offset - token.text_range().start());
                (
                    token.text()[1..typed].to_owned(),
                    TextRange::new(start, token.text_range().end()),
                )
            }
            None => (prefix, replace),
        };
        let node = word
            .as_ref()
            .or(left.as_ref())
            .and_then(|it| it.parent())
            .unwrap_or_else(|| sema.root().clone());
        let anchor = word.clone().or_else(|| before.clone());
        let field = field_at(sema, offset);
        let mut ctx = CompletionContext {
            sema,
            offset,
            prefix,
            replace,
            place: Place::ModuleLevel,
            field,
            ty: sema.type_around(offset),
            node,
        };
        ctx.place = match directive {
            Some(_) => Place::Directive,
            None if is_interpolated => Place::Interpolated,
            None => ctx.place_of(word.as_ref(), before.as_ref(), anchor.as_ref())?,
        };
        Some(ctx)
    }

    /// In a branch that is not compiled: nothing is known there but how to end it.
    fn in_hidden(sema: &'a Semantics<'db>, token: &SyntaxToken, offset: TextSize) -> Option<Self> {
        let start = token.text_range().start();
        let typed = &token.text()[..usize::from(offset - start)];
        let word = typed.rsplit(|c: char| !c.is_ascii_alphanumeric()).next()?;
        typed.strip_suffix(word)?.ends_with('#').then_some(())?;
        Some(CompletionContext {
            sema,
            offset,
            prefix: word.to_owned(),
            replace: TextRange::new(offset - TextSize::of(word), offset),
            place: Place::Directive,
            field: None,
            ty: None,
            node: token.parent()?,
        })
    }

    pub fn db(&self) -> &'db dyn Db {
        self.sema.db
    }

    fn place_of(
        &mut self,
        word: Option<&SyntaxToken>,
        before: Option<&SyntaxToken>,
        anchor: Option<&SyntaxToken>,
    ) -> Option<Place<'db>> {
        if let Some(word) = word.filter(|it| it.kind() == SyntaxKind::DOLLAR_IDENT) {
            let mut around = word.parent_ancestors();
            let is_quoted = around.any(|it| it.kind() == SyntaxKind::MACRO_EXPR);
            return Some(Place::Dollar { is_quoted });
        }
        let Some(before) = before else {
            return Some(Place::ModuleLevel);
        };
        let parent = before.parent()?;
        if let Some(words) = self.after_head(before) {
            return words;
        }
        match before.kind() {
            T![.] | T![?.] => return self.after_dot(before, &parent),
            T![@] => return Some(Place::Metadata),
            T![:] if parent.kind() == SyntaxKind::METADATA => return Some(Place::Metadata),
            T![override] => return Some(Place::Override),
            T![package] => return Some(Place::Package),
            T![import] | T![using] => {
                return Some(Place::Import {
                    before: vec![],
                    is_using: before.kind() == T![using],
                });
            }
            T![new] => return Some(Place::Type(TypePlace::New)),
            T![extends] => {
                let is_interface = parent
                    .parent()
                    .is_some_and(|it| it.kind() == SyntaxKind::INTERFACE_DECL);
                return Some(Place::Type(match is_interface {
                    true => TypePlace::Implements,
                    false => TypePlace::Extends,
                }));
            }
            T![implements] => return Some(Place::Type(TypePlace::Implements)),
            SyntaxKind::HASH_IF | SyntaxKind::HASH_ELSEIF => return Some(Place::Condition),
            // A name being made up.
            T![function] if is_after_override(before) => return Some(Place::Override),
            T![function] | T![var] | T![class] | T![interface] | T![typedef] | T![catch] => {
                return None;
            }
            T![final] if parent.kind() != SyntaxKind::FIELD_LIST => {
                let in_body = self.field.is_some();
                return if in_body {
                    None
                } else {
                    Some(Place::ModuleLevel)
                };
            }
            _ => {}
        }
        if parent.kind() == SyntaxKind::DIRECTIVE {
            let is_same_line = word.is_some_and(|it| {
                it.parent()
                    .is_some_and(|it| it.kind() == SyntaxKind::DIRECTIVE)
            });
            if is_same_line {
                return Some(Place::Condition);
            }
        }
        let anchor = anchor?;
        if let Some(args) = anchor.parent_ancestors().find(is_operator_list) {
            // In the middle of an operator there is only one way on.
            let is_start = before.parent().as_ref() == Some(&args);
            return is_start.then_some(Place::Operator);
        }
        for node in anchor.parent_ancestors() {
            let place = match node.kind() {
                SyntaxKind::PROPERTY_ACCESS => {
                    let mut tokens = node.children_with_tokens();
                    let is_write =
                        tokens.any(|it| it.kind() == T![,] && it.text_range().end() <= self.offset);
                    Some(Place::Accessor { is_write })
                }
                SyntaxKind::STRUCT_EXTENSION if before.kind() == T![>] => {
                    Some(Place::Type(TypePlace::Any))
                }
                SyntaxKind::INTERPOLATION if is_bare_interpolation(&node) => {
                    Some(Place::Interpolated)
                }
                SyntaxKind::TYPE_HINT
                | SyntaxKind::TYPE_ARG_LIST
                | SyntaxKind::UNDERLYING_TYPE
                | SyntaxKind::ABSTRACT_RELATION => Some(Place::Type(TypePlace::Any)),
                SyntaxKind::PATH_TYPE => {
                    let in_new = node
                        .parent()
                        .is_some_and(|it| it.kind() == SyntaxKind::NEW_EXPR);
                    Some(Place::Type(match in_new {
                        true => TypePlace::New,
                        false => TypePlace::Any,
                    }))
                }
                SyntaxKind::IS_EXPR if before.text() == "is" => Some(Place::Type(TypePlace::Any)),
                SyntaxKind::CAST_EXPR if before.kind() == T![,] => {
                    Some(Place::Type(TypePlace::Any))
                }
                SyntaxKind::TYPEDEF_DECL if before.kind() == T![=] => {
                    Some(Place::Type(TypePlace::Any))
                }
                SyntaxKind::OBJECT_EXPR if matches!(before.kind(), T!['{'] | T![,]) => {
                    let is_own = before.parent().as_ref() == Some(&node);
                    is_own.then(|| Place::ObjectField {
                        object: node.clone(),
                    })
                }
                // `{ x` may become a structure as well as a block.
                SyntaxKind::BLOCK_EXPR
                    if before.kind() == T!['{']
                        && before.parent().as_ref() == Some(&node)
                        && self.wants_structure(&node) =>
                {
                    Some(Place::ObjectField {
                        object: node.clone(),
                    })
                }
                SyntaxKind::CASE_CLAUSE => self.in_case(&node, before),
                SyntaxKind::FIELD_LIST => {
                    let modifiers = modifiers_before(before);
                    let is_override = modifiers.iter().any(|it| it == "override");
                    Some(match is_override {
                        true => Place::Override,
                        false => Place::ClassBody { modifiers },
                    })
                }
                SyntaxKind::ENUM_CTOR_LIST | SyntaxKind::TYPE_PARAM_LIST => return None,
                SyntaxKind::PARAM | SyntaxKind::PARAM_LIST => {
                    let is_default = before.kind() == T![=];
                    match is_default {
                        true => Some(self.expression(&node)),
                        // The name of a parameter.
                        false => return None,
                    }
                }
                SyntaxKind::SOURCE_FILE => Some(Place::ModuleLevel),
                kind if is_expression_holder(kind) => Some(self.expression(&node)),
                _ => None,
            };
            if place.is_some() {
                return place;
            }
        }
        Some(Place::ModuleLevel)
    }

    /// Behind the name of a type or what follows it, and behind the path of an import: some words and nothing else, or
    /// nothing.
    fn after_head(&self, before: &SyntaxToken) -> Option<Option<Place<'db>>> {
        let decl = before.parent_ancestors().find(|it| {
            matches!(
                it.kind(),
                SyntaxKind::CLASS_DECL
                    | SyntaxKind::INTERFACE_DECL
                    | SyntaxKind::ABSTRACT_DECL
                    | SyntaxKind::IMPORT_DECL
                    | SyntaxKind::FIELD_LIST
                    | SyntaxKind::METADATA
            )
        })?;
        let list = before
            .parent_ancestors()
            .take_while(|it| *it != decl)
            .find(|it| {
                matches!(
                    it.kind(),
                    SyntaxKind::TYPE_PARAM_LIST
                        | SyntaxKind::TYPE_ARG_LIST
                        | SyntaxKind::UNDERLYING_TYPE
                )
            });
        let is_complete = match before.kind() {
            SyntaxKind::IDENT => list.is_none(),
            // Of lists in each other the outermost closes.
            T![>] | T![')'] => list.is_some_and(|it| it.last_token().as_ref() == Some(before)),
            _ => false,
        };
        if decl.kind() == SyntaxKind::IMPORT_DECL {
            let text = base_db::file_text(self.db(), self.sema.file());
            let between = base_db::TextRange::new(before.text_range().end(), self.replace.start());
            let between = &text[std::ops::Range::<usize>::from(between)];
            if matches!(before.kind(), SyntaxKind::AS_KW | T![in]) {
                return Some(None);
            }
            let is_behind_path = is_complete && !between.is_empty() && !between.contains('\n');
            return is_behind_path.then_some(Some(Place::Words(&["as"])));
        }
        if !is_complete {
            return None;
        }
        let words: &[&str] = match decl.kind() {
            SyntaxKind::CLASS_DECL => &["extends", "implements"],
            SyntaxKind::INTERFACE_DECL => &["extends"],
            SyntaxKind::ABSTRACT_DECL => &["from", "to"],
            _ => return None,
        };
        Some(Some(Place::Words(words)))
    }

    /// Whether the caret's own block is where a structure is wanted.
    fn wants_structure(&self, block: &SyntaxNode) -> bool {
        let Some(ty) = self.sema.expected_type(block) else {
            return false;
        };
        let db = self.db();
        let ty = match hir_ty::decl::expand_typedefs(db, ty) {
            Ty::Null(inner) => hir_ty::decl::expand_typedefs(db, inner.ty(db)),
            ty => ty,
        };
        match ty {
            Ty::Anon(_) => true,
            Ty::Class(class, _) => hir_ty::decl::decl_has_meta(db, class, ":structInit"),
            _ => false,
        }
    }

    fn expression(&self, holder: &SyntaxNode) -> Place<'db> {
        let word = self
            .sema
            .root()
            .token_at_offset(self.offset)
            .left_biased()
            .and_then(|it| it.parent());
        let of_word = word
            .filter(|it| !self.replace.is_empty() && ast::Expr::can_cast(it.kind()))
            .and_then(|it| self.sema.expected_type(&it));
        let expected = of_word.or_else(|| match holder.kind() {
            SyntaxKind::ARG_LIST => self.sema.expected_argument(holder, self.offset),
            _ => self.hole_type(holder),
        });
        Place::Expression { expected }
    }

    /// What is wanted where an expression is still missing.
    fn hole_type(&self, holder: &SyntaxNode) -> Option<Ty<'db>> {
        match holder.kind() {
            SyntaxKind::BINARY_EXPR => {
                let binary = ast::BinaryExpr::cast(holder.clone())?;
                let is_typed_by_left = matches!(
                    binary.op()?,
                    ast::BinaryOp::Assign
                        | ast::BinaryOp::Eq
                        | ast::BinaryOp::NotEq
                        | ast::BinaryOp::NullCoal
                        | ast::BinaryOp::NullCoalAssign
                );
                let lhs = is_typed_by_left.then(|| binary.lhs()).flatten()?;
                self.sema.type_of_node(lhs.syntax())
            }
            SyntaxKind::INITIALIZER => {
                let hint = holder.parent()?.children().find_map(ast::TypeHint::cast)?;
                self.sema.written_type(&hint)
            }
            SyntaxKind::RETURN_EXPR => self.sema.return_type(holder),
            SyntaxKind::PAREN_EXPR | SyntaxKind::TERNARY_EXPR => self.sema.expected_type(holder),
            SyntaxKind::OBJECT_FIELD => {
                let field = ast::ObjectField::cast(holder.clone())?;
                let object = self.sema.expected_type(&holder.parent()?)?;
                let name = field.object_field_name()?.text();
                self.sema.member_type(object, &name)
            }
            SyntaxKind::ARRAY_EXPR => {
                let array = self.sema.expected_type(holder)?;
                let array = hir_ty::decl::expand_typedefs(self.db(), array);
                array.decl(self.db())?.1.first().copied()
            }
            SyntaxKind::WHILE_EXPR | SyntaxKind::DO_WHILE_EXPR => Some(Ty::Bool),
            SyntaxKind::IF_EXPR => {
                // In the condition; a branch has what the whole has.
                let close = holder
                    .children_with_tokens()
                    .find(|it| it.kind() == T![')'])
                    .map(|it| it.text_range().start());
                match close.is_none_or(|it| self.offset <= it) {
                    true => Some(Ty::Bool),
                    false => self.sema.expected_type(holder),
                }
            }
            _ => None,
        }
    }

    fn in_case(&self, clause: &SyntaxNode, before: &SyntaxToken) -> Option<Place<'db>> {
        let colon = clause
            .children_with_tokens()
            .find(|it| it.kind() == T![:])
            .map(|it| it.text_range().start());
        let in_pattern = colon.is_none_or(|colon| self.offset <= colon)
            && !before
                .parent_ancestors()
                .any(|it| it.kind() == SyntaxKind::CASE_GUARD);
        match in_pattern {
            true => Some(Place::Pattern),
            false => Some(self.expression(clause)),
        }
    }

    fn after_dot(&self, dot: &SyntaxToken, parent: &SyntaxNode) -> Option<Place<'db>> {
        let segments_before = |path: &SyntaxNode| -> Vec<Name> {
            path.children()
                .filter_map(ast::NameRef::cast)
                .filter(|it| it.syntax().text_range().end() <= dot.text_range().start())
                .map(|it| Name::new(it.text()))
                .collect()
        };
        match parent.kind() {
            SyntaxKind::FIELD_EXPR => Some(Place::Field {
                base: ast::FieldExpr::cast(parent.clone())?
                    .base()?
                    .syntax()
                    .clone(),
            }),
            SyntaxKind::PATH => {
                let before = segments_before(parent);
                match parent.parent()?.kind() {
                    SyntaxKind::IMPORT_DECL => Some(Place::Import {
                        before,
                        is_using: false,
                    }),
                    SyntaxKind::USING_DECL => Some(Place::Import {
                        before,
                        is_using: true,
                    }),
                    SyntaxKind::PACKAGE_DECL => Some(Place::Package),
                    _ => Some(Place::TypePath { before }),
                }
            }
            // `import a.` : the dot may hang on the declaration.
            SyntaxKind::IMPORT_DECL | SyntaxKind::USING_DECL => {
                let path = parent.children().find(|it| it.kind() == SyntaxKind::PATH)?;
                Some(Place::Import {
                    before: segments_before(&path),
                    is_using: parent.kind() == SyntaxKind::USING_DECL,
                })
            }
            SyntaxKind::PATH_TYPE => {
                let path = parent.children().find(|it| it.kind() == SyntaxKind::PATH)?;
                Some(Place::TypePath {
                    before: segments_before(&path),
                })
            }
            _ => None,
        }
    }

    pub fn is_in_static(&self) -> bool {
        self.field.is_none_or(|field| {
            hir_def::field_data(self.db(), field).is_none_or(|it| it.field.flags.is_static)
        })
    }

    /// Whether `@:privateAccess` stands before the expression, or on what holds it.
    fn has_private_access(&self) -> bool {
        const META: &str = ":privateAccess";
        let db = self.db();
        let of_field = self.field.and_then(|it| hir_def::field_data(db, it));
        let is_declared = of_field
            .is_some_and(|it| hir_def::item_tree::has_meta(&it.field.meta, META))
            || self
                .ty
                .is_some_and(|it| hir_ty::decl::decl_has_meta(db, it, META));
        is_declared
            || self
                .node
                .ancestors()
                .filter_map(ast::MetaExpr::cast)
                .filter_map(|it| it.metadata())
                .any(|it| it.is_compiler() && it.name_text().as_deref() == Some("privateAccess"))
    }

    /// Whether a field that is not public may be named here.
    pub fn may_see(&self, field: FieldId<'db>) -> bool {
        let db = self.db();
        if hir_ty::signature::field_signature(db, field).is_public || self.has_private_access() {
            return true;
        }
        let Some(owner) = field.type_decl(db) else {
            return field.module(db) == self.sema.module;
        };
        let Some(here) = self.ty else { return false };
        let is_related = hir_ty::decl::is_subclass(db, here, owner)
            || hir_ty::decl::is_subclass(db, owner, here);
        is_related || {
            let own = self
                .field
                .and_then(|it| hir_def::field_data(db, it))
                .map(|it| &*it.field.meta);
            let metas = hir_ty::decl::decl_meta(db, here)
                .iter()
                .chain(own.unwrap_or_default());
            let path = hir_def::source_path(db, owner);
            metas
                .filter(|it| it.name == ":access")
                .flat_map(|it| it.args.iter())
                .any(|it| match it {
                    hir_def::item_tree::MetaArg::Path(wanted) => {
                        path.starts_with(&wanted.to_string())
                    }
                    _ => false,
                })
        }
    }
}

/// `override function` with the name to come.
fn is_after_override(function: &SyntaxToken) -> bool {
    let before = function.prev_token().and_then(skip_trivia_left);
    before.is_some_and(|it| modifiers_before(&it).iter().any(|it| it == "override"))
}

/// The modifiers of a field that end with `last`.
fn modifiers_before(last: &SyntaxToken) -> Vec<String> {
    const MODIFIERS: &[&str] = &[
        "public", "private", "static", "override", "inline", "dynamic", "macro", "final", "extern",
        "abstract", "overload",
    ];
    let mut res = Vec::new();
    let mut token = Some(last.clone());
    while let Some(at) = token.filter(|it| MODIFIERS.contains(&it.text())) {
        res.push(at.text().to_owned());
        token = at.prev_token().and_then(skip_trivia_left);
    }
    res
}

/// The parentheses of `@:op(A + B)`.
fn is_operator_list(args: &SyntaxNode) -> bool {
    let meta = args.parent().and_then(ast::Metadata::cast);
    let meta = meta.filter(|_| args.kind() == SyntaxKind::ARG_LIST);
    meta.is_some_and(|it| it.is_compiler() && it.name_text().as_deref() == Some("op"))
}

/// `$name`, which ends with the name; `${…}` holds any expression.
fn is_bare_interpolation(node: &SyntaxNode) -> bool {
    node.first_token().is_some_and(|it| it.text() == "$")
}

/// Right behind the `$` of a single-quoted string that nothing follows yet; `$$` is a dollar.
fn opens_interpolation(token: &SyntaxToken, offset: TextSize) -> bool {
    let is_template = match token.kind() {
        SyntaxKind::STRING => token.text().starts_with('\''),
        SyntaxKind::TEMPLATE_TEXT => true,
        _ => false,
    };
    let end = usize::from(offset - token.text_range().start());
    let dollars = token.text()[..end]
        .chars()
        .rev()
        .take_while(|&it| it == '$');
    is_template && dollars.count() % 2 == 1
}

/// Comments, strings, numbers: nothing is completed in them. A `$name` in a string is code.
fn is_text(token: &SyntaxToken, offset: TextSize) -> bool {
    let is_inside = token.text_range().end() > offset;
    match token.kind() {
        SyntaxKind::LINE_COMMENT => true,
        SyntaxKind::BLOCK_COMMENT | SyntaxKind::DOC_COMMENT | SyntaxKind::STRING => is_inside,
        SyntaxKind::REGEX | SyntaxKind::TEMPLATE_TEXT => true,
        SyntaxKind::INT | SyntaxKind::FLOAT => true,
        _ => false,
    }
}

/// Whether the token is all the text of a branch that is not compiled.
fn is_hidden(token: &SyntaxToken) -> bool {
    token
        .parent()
        .is_some_and(|it| it.kind() == SyntaxKind::INACTIVE)
}

/// `#`, `#i`, `#if` with the caret at its end.
fn is_directive(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::HASH_UNKNOWN
            | SyntaxKind::HASH_IF
            | SyntaxKind::HASH_ELSEIF
            | SyntaxKind::HASH_ELSE
            | SyntaxKind::HASH_END
            | SyntaxKind::HASH_ERROR
    )
}

fn skip_trivia_left(token: SyntaxToken) -> Option<SyntaxToken> {
    let mut token = token;
    while token.kind().is_trivia() {
        token = token.prev_token()?;
    }
    Some(token)
}

fn field_at<'db>(sema: &Semantics<'db>, offset: TextSize) -> Option<FieldId<'db>> {
    match sema.decl_at(offset)? {
        hir_def::source::DeclAt::Field(field) => Some(field),
        hir_def::source::DeclAt::Type(_) | hir_def::source::DeclAt::Ctor(_) => None,
    }
}

fn is_expression_holder(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::BLOCK_EXPR
            | SyntaxKind::ARG_LIST
            | SyntaxKind::INITIALIZER
            | SyntaxKind::RETURN_EXPR
            | SyntaxKind::BINARY_EXPR
            | SyntaxKind::PAREN_EXPR
            | SyntaxKind::ARRAY_EXPR
            | SyntaxKind::OBJECT_FIELD
            | SyntaxKind::INTERPOLATION
            | SyntaxKind::IF_EXPR
            | SyntaxKind::WHILE_EXPR
            | SyntaxKind::DO_WHILE_EXPR
            | SyntaxKind::FOR_EXPR
            | SyntaxKind::SWITCH_EXPR
            | SyntaxKind::THROW_EXPR
            | SyntaxKind::CAST_EXPR
            | SyntaxKind::INDEX_EXPR
            | SyntaxKind::TERNARY_EXPR
            | SyntaxKind::ARROW_FUNCTION
            | SyntaxKind::UNTYPED_EXPR
            | SyntaxKind::FUNCTION_FIELD
            | SyntaxKind::FUNCTION_EXPR
            | SyntaxKind::TRY_EXPR
            | SyntaxKind::CATCH_CLAUSE
            | SyntaxKind::PREFIX_EXPR
    )
}
