//! What evaluating an expression does, judged from outside: whether it may be moved past another, written twice, or
//! left out.
//!
//! Calls are taken to do anything, except a few of the standard library that are known. That an expression may throw
//! (a field of null) does not count: where everything runs anyway, only which exception comes first would change.

use hir::{Definition, Semantics, Usage};
use hir_def::{
    field_data,
    ids::FieldId,
    item_tree::{Accessor, FieldKind},
};
use hir_ty::{
    decl::expand_typedefs,
    ty::{AnonFieldKind, Ty},
};
use syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode, BinaryOp, PrefixOp},
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Effects {
    /// Something that others can change.
    pub reads: bool,
    /// Changes something, or leaves.
    pub writes: bool,
    /// Makes a new object: written twice there are two.
    pub makes: bool,
}

impl Effects {
    const READS: Effects = Effects {
        reads: true,
        writes: false,
        makes: false,
    };
    const ANYTHING: Effects = Effects {
        reads: true,
        writes: true,
        makes: true,
    };

    pub fn or(self, other: Effects) -> Effects {
        Effects {
            reads: self.reads || other.reads,
            writes: self.writes || other.writes,
            makes: self.makes || other.makes,
        }
    }

    /// Whether it matters which of two comes first.
    pub fn conflicts(self, other: Effects) -> bool {
        self.writes && (other.reads || other.writes) || other.writes && self.reads
    }
}

/// Of a node with all that is below it.
pub(super) fn effects(sema: &Semantics<'_>, node: &SyntaxNode) -> Effects {
    let inner = || {
        node.children()
            .fold(Effects::default(), |acc, it| acc.or(effects(sema, &it)))
    };
    match node.kind() {
        SyntaxKind::LITERAL
        | SyntaxKind::THIS_EXPR
        | SyntaxKind::ABSTRACT_EXPR
        | SyntaxKind::TYPE_HINT
        | SyntaxKind::NAME
        | SyntaxKind::NAME_REF
        | SyntaxKind::PATH_TYPE
        | SyntaxKind::OBJECT_FIELD_NAME
        | SyntaxKind::METADATA
        | SyntaxKind::DIRECTIVE
        | SyntaxKind::INACTIVE => Effects::default(),
        // Not run here.
        SyntaxKind::FUNCTION_EXPR | SyntaxKind::ARROW_FUNCTION => Effects {
            makes: true,
            ..Effects::default()
        },
        SyntaxKind::NAME_EXPR => of_name(sema, node),
        SyntaxKind::FIELD_EXPR => of_name(sema, node).or(inner()),
        SyntaxKind::INDEX_EXPR => of_index(sema, node).or(inner()),
        SyntaxKind::CALL_EXPR => of_call(sema, node),
        SyntaxKind::BINARY_EXPR => of_binary(sema, node).or(inner()),
        SyntaxKind::PREFIX_EXPR => {
            let op = ast::PrefixExpr::cast(node.clone()).and_then(|it| it.op());
            match op {
                Some(PrefixOp::Not | PrefixOp::Neg | PrefixOp::BitNot)
                    if node.children().all(|it| has_builtin_operators(sema, &it)) =>
                {
                    inner()
                }
                _ => Effects::ANYTHING,
            }
        }
        SyntaxKind::ARRAY_EXPR | SyntaxKind::OBJECT_EXPR => inner().or(Effects {
            makes: true,
            ..Effects::default()
        }),
        SyntaxKind::PAREN_EXPR
        | SyntaxKind::CHECK_TYPE_EXPR
        | SyntaxKind::META_EXPR
        | SyntaxKind::TERNARY_EXPR
        | SyntaxKind::IF_EXPR
        | SyntaxKind::IS_EXPR
        | SyntaxKind::CAST_EXPR
        | SyntaxKind::ARG_LIST
        | SyntaxKind::OBJECT_FIELD
        | SyntaxKind::INTERPOLATION
        | SyntaxKind::BLOCK_EXPR => inner(),
        // Makes its parts strings, which may ask objects.
        SyntaxKind::TEMPLATE_EXPR => inner().or(Effects::READS),
        _ => Effects::ANYTHING,
    }
}

fn of_name(sema: &Semantics<'_>, node: &SyntaxNode) -> Effects {
    let token = match node.kind() {
        SyntaxKind::FIELD_EXPR => ast::FieldExpr::cast(node.clone())
            .and_then(|it| it.name_ref())
            .and_then(|it| it.syntax().first_token()),
        _ => node.first_token(),
    };
    let Some(class) = token.and_then(|it| sema.classify(&it)) else {
        // `null`, `super` and what could not be resolved; a field of Dynamic.
        let is_known = sema.type_of_node(node).is_some_and(|it| !it.is_unknown());
        return match is_known {
            true => Effects::READS,
            false => Effects::ANYTHING,
        };
    };
    match class.def {
        Definition::Local(_) if is_constant(sema, &class.def) => Effects::default(),
        Definition::Local(_) => Effects::READS,
        Definition::Field(field) => of_field(sema, field),
        Definition::StructField { .. } | Definition::AnonField { .. } => {
            of_struct_field(sema, node)
        }
        Definition::Package(_)
        | Definition::Module(_)
        | Definition::Type(_)
        | Definition::EnumCtor(_)
        | Definition::TypeParam(_)
        | Definition::Label { .. }
        | Definition::Metadata(_)
        | Definition::Define(_) => Effects::default(),
    }
}

/// Whether a local keeps its first value.
pub(super) fn is_constant(sema: &Semantics<'_>, def: &Definition<'_>) -> bool {
    let Definition::Local(local) = def else {
        return false;
    };
    if local.data(sema.db).is_some_and(|it| it.is_final) {
        return true;
    }
    !crate::references::references_of(sema.db, sema.config(), def)
        .iter()
        .any(|it| it.usage == Usage::Write)
}

fn of_field(sema: &Semantics<'_>, field: FieldId<'_>) -> Effects {
    let Some(data) = field_data(sema.db, field) else {
        return Effects::ANYTHING;
    };
    let flags = &data.field.flags;
    match data.field.kind {
        FieldKind::Fun { .. } if flags.is_dynamic => Effects::READS,
        FieldKind::Fun { .. } => Effects::default(),
        FieldKind::Var {
            access: Some((Accessor::Call | Accessor::Dynamic, _)),
            ..
        } => Effects::ANYTHING,
        // Strings do not change.
        FieldKind::Var { .. } if is_pure(sema, field) => Effects::default(),
        FieldKind::Var { .. } if flags.is_final || flags.is_inline => Effects::default(),
        FieldKind::Var { .. } => Effects::READS,
    }
}

fn of_struct_field(sema: &Semantics<'_>, node: &SyntaxNode) -> Effects {
    let kind = ast::FieldExpr::cast(node.clone()).and_then(|it| {
        let base = sema.type_of_node(it.base()?.syntax())?;
        match expand_typedefs(sema.db, base) {
            Ty::Anon(anon) => Some(anon.field(sema.db, &it.name_ref()?.text())?.kind),
            _ => None,
        }
    });
    match kind {
        Some(AnonFieldKind::Var {
            read: Accessor::Call,
            ..
        }) => Effects::ANYTHING,
        Some(AnonFieldKind::Final | AnonFieldKind::Method) => Effects::default(),
        _ => Effects::READS,
    }
}

fn of_index(sema: &Semantics<'_>, node: &SyntaxNode) -> Effects {
    let base = ast::IndexExpr::cast(node.clone())
        .and_then(|it| it.base())
        .and_then(|it| sema.type_of_node(it.syntax()));
    let is_known = base.is_some_and(|it| match expand_typedefs(sema.db, it).decl(sema.db) {
        Some((decl, _)) => matches!(&**decl.name(sema.db), "Array" | "Map" | "Vector" | "String"),
        None => false,
    });
    match is_known {
        true => Effects::READS,
        false => Effects::ANYTHING,
    }
}

fn of_call(sema: &Semantics<'_>, node: &SyntaxNode) -> Effects {
    let Some(call) = ast::CallExpr::cast(node.clone()) else {
        return Effects::ANYTHING;
    };
    let Some(callee) = call.callee() else {
        return Effects::ANYTHING;
    };
    let token = match &callee {
        ast::Expr::NameExpr(it) => it.syntax().first_token(),
        ast::Expr::FieldExpr(it) => it.name_ref().and_then(|it| it.syntax().first_token()),
        _ => None,
    };
    let args = || match call.arg_list() {
        Some(args) => effects(sema, args.syntax()),
        None => Effects::default(),
    };
    match token.and_then(|it| sema.classify(&it)).map(|it| it.def) {
        Some(Definition::EnumCtor(_)) => args().or(Effects {
            makes: true,
            ..Effects::default()
        }),
        Some(Definition::Field(field)) if is_pure(sema, field) => {
            effects(sema, callee.syntax()).or(args())
        }
        _ => Effects::ANYTHING,
    }
}

/// Methods of the standard library that only look at their arguments.
fn is_pure(sema: &Semantics<'_>, field: FieldId<'_>) -> bool {
    let db = sema.db;
    let Some(owner) = field.type_decl(db) else {
        return false;
    };
    let name: &str = field.name(db);
    match &*hir_def::type_path(db, owner) {
        "Math" => name != "random",
        "Std" => matches!(
            name,
            "int" | "parseInt" | "parseFloat" | "isOfType" | "is" | "downcast"
        ),
        "String" | "StringTools" => name != "new",
        _ => false,
    }
}

fn of_binary(sema: &Semantics<'_>, node: &SyntaxNode) -> Effects {
    let op = ast::BinaryExpr::cast(node.clone()).and_then(|it| it.op());
    match op {
        Some(op) if op.is_assign() => Effects::ANYTHING,
        Some(BinaryOp::In) | None => Effects::ANYTHING,
        Some(BinaryOp::Interval) => Effects {
            makes: true,
            ..Effects::default()
        },
        Some(_) if node.children().all(|it| has_builtin_operators(sema, &it)) => Effects::default(),
        Some(_) => Effects::ANYTHING,
    }
}

/// Whether operators on the operand are the language's own: an abstract's may do anything.
pub(super) fn has_builtin_operators(sema: &Semantics<'_>, operand: &SyntaxNode) -> bool {
    let Some(ty) = sema.type_of_node(operand) else {
        return false;
    };
    let ty = match expand_typedefs(sema.db, ty) {
        Ty::Null(inner) => expand_typedefs(sema.db, inner.ty(sema.db)),
        ty => ty,
    };
    match ty {
        Ty::Abstract(decl, _) => hir_def::fields_of(sema.db, decl).iter().all(|&it| {
            field_data(sema.db, it)
                .is_none_or(|it| !it.field.meta.iter().any(|it| it.name == ":op"))
        }),
        Ty::Unknown => false,
        _ => true,
    }
}
