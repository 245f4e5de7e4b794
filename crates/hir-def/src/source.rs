//! From ids back to positions and documentation. Only diagnostics and editor features come
//! here: what a query behind the wall depends on must not move with the text.

use base_db::{Db, FileRange, TextRange, TextSize};
use syntax::ast::{self, AstNode, HasMetadata};

use crate::{
    data::{ctors_of, fields_of, module_fields, module_types},
    ids::{EnumCtorId, FieldId, FieldOwner, ModuleId, TypeDeclId},
    item_tree::{DeclSource, TypeSource, item_source_map, item_tree},
    type_ref::TypeRefId,
};

fn type_source_full<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> Option<&'db TypeSource> {
    let module = ty.module(db);
    let index = item_tree(db, module).type_index(ty.name(db), ty.dup(db))?;
    item_source_map(db, module).types.get(index)
}

pub fn type_source<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> Option<&'db DeclSource> {
    Some(&type_source_full(db, ty)?.decl)
}

pub fn field_source<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<&'db DeclSource> {
    let module = field.module(db);
    let tree = item_tree(db, module);
    let (name, dup) = (field.name(db), field.dup(db));
    match field.owner(db) {
        FieldOwner::Type(ty) => {
            let index = tree.type_index(ty.name(db), ty.dup(db))?;
            let member = tree.types[index].fields.index_of(name, dup)?;
            item_source_map(db, module)
                .types
                .get(index)?
                .fields
                .get(member)
        }
        FieldOwner::Module(_) => {
            let member = tree.fields.index_of(name, dup)?;
            item_source_map(db, module).fields.get(member)
        }
    }
}

pub fn ctor_source<'db>(db: &'db dyn Db, ctor: EnumCtorId<'db>) -> Option<&'db DeclSource> {
    let ty = ctor.enum_(db);
    let tree = item_tree(db, ty.module(db));
    let index = tree.type_index(ty.name(db), ty.dup(db))?;
    let member = tree.types[index]
        .ctors
        .index_of(ctor.name(db), ctor.dup(db))?;
    type_source_full(db, ty)?.ctors.get(member)
}

/// The declaration around an offset.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DeclAt<'db> {
    Type(TypeDeclId<'db>),
    Field(FieldId<'db>),
    Ctor(EnumCtorId<'db>),
}

/// The innermost declaration whose syntax holds `offset` (its end included: there the caret stands
/// while one types).
pub fn decl_at<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    offset: TextSize,
) -> Option<DeclAt<'db>> {
    let map = item_source_map(db, module);
    // Declarations stand one behind the other.
    let holding = |sources: &[DeclSource]| {
        let index = sources.partition_point(|it| it.range().start() <= offset);
        let index = index.checked_sub(1)?;
        (offset <= sources[index].range().end()).then_some(index)
    };
    let holds = |source: &DeclSource| source.range().contains_inclusive(offset);
    if let Some(index) = map.types.iter().rposition(|it| holds(&it.decl)) {
        let ty = *module_types(db, module).get(index)?;
        let source = &map.types[index];
        if let Some(index) = holding(&source.fields) {
            return fields_of(db, ty).get(index).copied().map(DeclAt::Field);
        }
        if let Some(index) = holding(&source.ctors) {
            return ctors_of(db, ty).get(index).copied().map(DeclAt::Ctor);
        }
        return Some(DeclAt::Type(ty));
    }
    let index = holding(&map.fields)?;
    module_fields(db, module)
        .get(index)
        .copied()
        .map(DeclAt::Field)
}

/// The fields of the module's types and the module itself whose declarations touch `range`.
pub fn fields_touching<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    range: TextRange,
) -> Vec<FieldId<'db>> {
    let map = item_source_map(db, module);
    let touches = |source: &DeclSource| source.range().intersect(range).is_some();
    let mut res = Vec::new();
    let mut add = |fields: &[FieldId<'db>], sources: &[DeclSource]| {
        for (&field, source) in fields.iter().zip(sources) {
            if touches(source) {
                res.push(field);
            }
        }
    };
    for (&ty, source) in module_types(db, module).iter().zip(&map.types) {
        if touches(&source.decl) {
            add(fields_of(db, ty), &source.fields);
        }
    }
    add(module_fields(db, module), &map.fields);
    res
}

fn in_file(db: &dyn Db, module: ModuleId<'_>, range: TextRange) -> FileRange {
    FileRange {
        file: module.file(db),
        range,
    }
}

/// Where a type is named.
pub fn type_name_range<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> Option<FileRange> {
    Some(in_file(db, ty.module(db), type_source(db, ty)?.focus()))
}

/// Where a field is named.
pub fn field_name_range<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<FileRange> {
    Some(in_file(
        db,
        field.module(db),
        field_source(db, field)?.focus(),
    ))
}

/// Where an enum constructor is named.
pub fn ctor_name_range<'db>(db: &'db dyn Db, ctor: EnumCtorId<'db>) -> Option<FileRange> {
    let module = ctor.enum_(db).module(db);
    Some(in_file(db, module, ctor_source(db, ctor)?.focus()))
}

/// Where a type hint in the header of a type stands.
pub fn type_decl_type_ref_range<'db>(
    db: &'db dyn Db,
    ty: TypeDeclId<'db>,
    hint: TypeRefId,
) -> Option<FileRange> {
    type_ref_range(db, ty.module(db), type_source(db, ty)?, hint)
}

/// Where a type hint in the signature of a field stands.
pub fn field_type_ref_range<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
    hint: TypeRefId,
) -> Option<FileRange> {
    type_ref_range(db, field.module(db), field_source(db, field)?, hint)
}

/// Where a type hint of a constructor stands.
pub fn ctor_type_ref_range<'db>(
    db: &'db dyn Db,
    ctor: EnumCtorId<'db>,
    hint: TypeRefId,
) -> Option<FileRange> {
    type_ref_range(db, ctor.enum_(db).module(db), ctor_source(db, ctor)?, hint)
}

fn type_ref_range(
    db: &dyn Db,
    module: ModuleId<'_>,
    source: &DeclSource,
    hint: TypeRefId,
) -> Option<FileRange> {
    let range = *source.type_refs.get(hint.into_raw() as usize)?;
    Some(in_file(db, module, range))
}

fn node(db: &dyn Db, module: ModuleId<'_>, source: &DeclSource) -> Option<syntax::SyntaxNode> {
    let parse = base_db::parse(db, module.file(db), module.config(db));
    source.node.try_to_node(&parse.syntax_node())
}

/// The documentation comment of a type, without its stars.
pub fn type_docs<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> Option<String> {
    let node = node(db, ty.module(db), type_source(db, ty)?)?;
    docs(ast::TypeDecl::cast(node)?.doc_comment())
}

/// The documentation comment of a field.
pub fn field_docs<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<String> {
    let node = node(db, field.module(db), field_source(db, field)?)?;
    docs(ast::Field::cast(node)?.doc_comment())
}

/// The documentation comment of an enum constructor.
pub fn ctor_docs<'db>(db: &'db dyn Db, ctor: EnumCtorId<'db>) -> Option<String> {
    let node = node(db, ctor.enum_(db).module(db), ctor_source(db, ctor)?)?;
    docs(ast::EnumCtor::cast(node)?.doc_comment())
}

fn docs(token: Option<syntax::SyntaxToken>) -> Option<String> {
    let text = strip_doc_comment(token?.text());
    (!text.is_empty()).then_some(text)
}

/// `/** … */` without the frame, the stars at line starts and the common indentation.
pub fn strip_doc_comment(comment: &str) -> String {
    let inner = comment.strip_prefix("/**").unwrap_or(comment);
    let inner = inner.strip_suffix("*/").unwrap_or(inner);
    let inner = inner.trim_end_matches('*');
    let mut lines: Vec<&str> = inner.lines().map(str::trim_end).collect();
    let starred = |line: &str| line.trim_start().starts_with('*') || line.trim().is_empty();
    if lines.iter().skip(1).all(|it| starred(it)) {
        for line in lines.iter_mut().skip(1) {
            let text = line.trim_start();
            *line = text.strip_prefix('*').unwrap_or(text);
        }
    }
    let indent_of = |line: &str| line.len() - line.trim_start().len();
    let indent = lines
        .iter()
        .skip(1)
        .filter(|it| !it.trim().is_empty())
        .map(|it| indent_of(it))
        .min()
        .unwrap_or(0);
    let mut res = String::new();
    for (i, line) in lines.iter().enumerate() {
        let line = match i {
            0 => line.trim_start(),
            _ => line.get(indent..).unwrap_or(""),
        };
        res.push_str(line);
        res.push('\n');
    }
    res.trim().to_owned()
}
