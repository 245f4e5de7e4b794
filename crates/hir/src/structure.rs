//! Fields of structures: they are no declarations of their own, so they are found through the
//! typedef that names the structure.

pub(crate) mod anonymous;

use base_db::{Db, TextRange};
use hir_def::{
    Name, follow_typedef,
    ids::TypeDeclId,
    item_tree::TypeDeclKind,
    resolve_type_path,
    source::{strip_doc_comment, type_source},
    type_decl_data,
    type_ref::{TypeRef, TypeRefId},
};
use hir_ty::{
    decl::expand_typedefs,
    ty::{AnonField, Ty},
};
use syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

/// The typedef whose structure declares `name`, for a value of type `ty`.
pub fn struct_field_owner<'db>(
    db: &'db dyn Db,
    ty: Ty<'db>,
    name: &Name,
) -> Option<TypeDeclId<'db>> {
    match ty {
        Ty::Null(inner) => struct_field_owner(db, inner.ty(db), name),
        Ty::Typedef(decl, _) => owner_in_typedef(db, decl, name, 0),
        _ => None,
    }
}

/// The field `name` of a structure, by its name or not.
pub fn anon_field<'db>(db: &'db dyn Db, ty: Ty<'db>, name: &str) -> Option<&'db AnonField<'db>> {
    match expand_typedefs(db, ty) {
        Ty::Null(inner) => anon_field(db, inner.ty(db), name),
        Ty::Anon(anon) => anon.fields(db).iter().find(|it| it.name == name),
        _ => None,
    }
}

fn owner_in_typedef<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    name: &Name,
    depth: u32,
) -> Option<TypeDeclId<'db>> {
    let TypeDeclKind::Typedef { ty: Some(ty) } = type_decl_data(db, decl)?.decl.kind else {
        return None;
    };
    owner_in_hint(db, decl, ty, name, depth)
}

fn owner_in_hint<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    hint: TypeRefId,
    name: &Name,
    depth: u32,
) -> Option<TypeDeclId<'db>> {
    // Typedefs of themselves are an error elsewhere.
    if depth > 32 {
        return None;
    }
    let data = type_decl_data(db, decl)?;
    match &data.type_refs[hint] {
        TypeRef::Anon { extends, fields } => {
            if fields.iter().any(|it| it.name == *name) {
                return Some(decl);
            }
            let mut bases = extends.iter();
            bases.find_map(|&it| owner_in_hint(db, decl, it, name, depth + 1))
        }
        TypeRef::Intersection(parts) => {
            let mut parts = parts.iter();
            parts.find_map(|&it| owner_in_hint(db, decl, it, name, depth + 1))
        }
        TypeRef::Path { path, args } => {
            if let ([only], [hir_def::type_ref::TypeArgRef::Type(inner)]) =
                (path.segments(), &**args)
                && only == "Null"
            {
                return owner_in_hint(db, decl, *inner, name, depth + 1);
            }
            let target = resolve_type_path(db, decl.module(db), path).ty()?;
            owner_in_typedef(db, target, name, depth + 1)
        }
        TypeRef::Error | TypeRef::Fun { .. } | TypeRef::Optional(_) => None,
    }
}

/// The declaration of a structure's field in the typedef `ty`, and the range of its name.
pub fn struct_field_node(
    db: &dyn Db,
    ty: TypeDeclId<'_>,
    name: &str,
) -> Option<(SyntaxNode, TextRange)> {
    let module = ty.module(db);
    let parse = base_db::parse(db, module.file(db), module.config(db));
    let typedef = type_source(db, ty)?
        .node
        .try_to_node(&parse.syntax_node())?;
    typedef.descendants().find_map(|node| {
        let is_field = match node.kind() {
            SyntaxKind::STRUCT_FIELD => true,
            SyntaxKind::VAR_FIELD | SyntaxKind::FUNCTION_FIELD => node
                .parent()
                .is_some_and(|it| it.kind() == SyntaxKind::STRUCT_TYPE),
            _ => false,
        };
        if !is_field {
            return None;
        }
        let field_name = node.children().find_map(ast::Name::cast)?;
        (field_name.text() == name).then(|| (node, field_name.syntax().text_range()))
    })
}

/// The documentation comment in front of a node.
pub fn node_docs(node: &SyntaxNode) -> Option<String> {
    let mut at = node.prev_sibling_or_token();
    while let Some(element) = at {
        if element.kind() == SyntaxKind::DOC_COMMENT {
            return Some(strip_doc_comment(element.as_token()?.text()));
        }
        if !element.kind().is_trivia() {
            return None;
        }
        at = element.prev_sibling_or_token();
    }
    None
}

/// The class, interface, enum or abstract that a type declaration is or stands for.
pub fn behind_typedef<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> TypeDeclId<'db> {
    follow_typedef(db, ty).unwrap_or(ty)
}
