//! Item trees from syntax: one walk over the declarations, never into bodies.

use std::sync::Arc;

use base_db::TextRange;
use syntax::{
    SyntaxNodePtr, T,
    ast::{self, AstNode, HasMetadata, HasModifiers, HasName, HasTypeParams},
};

use super::{
    CtorData, DeclSource, EnumCtor, Field, FieldData, FieldFlags, FieldKind, Import, ImportKind,
    ImportSource, ItemSourceMap, ItemTree, Members, TypeDecl, TypeDeclData, TypeDeclKind, TypeItem,
    TypeSource, Visibility, has_meta,
    lower_type::{TypeLower, accessors, dotted_path, metas},
};
use crate::{Name, type_ref::DottedPath};

pub(super) fn lower_module(file: &ast::SourceFile) -> (ItemTree, ItemSourceMap) {
    let mut tree = ItemTree::default();
    let mut map = ItemSourceMap::default();
    let mut imports = (Vec::new(), Vec::new());
    let mut types = (Vec::new(), Vec::new());
    let mut fields = (Vec::new(), Vec::new());
    for decl in file.decls() {
        match decl {
            ast::Decl::PackageDecl(decl) => {
                let path = decl.path().and_then(|it| dotted_path(&it));
                tree.package = Some(path.unwrap_or_default());
                map.package = Some(decl.syntax().text_range());
            }
            ast::Decl::ImportDecl(decl) => push(&mut imports, lower_import(&decl)),
            ast::Decl::UsingDecl(decl) => push(&mut imports, lower_using(&decl)),
            ast::Decl::ClassDecl(decl) => push(&mut types, Some(lower_class(&decl))),
            ast::Decl::InterfaceDecl(decl) => push(&mut types, Some(lower_interface(&decl))),
            ast::Decl::EnumDecl(decl) => push(&mut types, Some(lower_enum(&decl))),
            ast::Decl::AbstractDecl(decl) => push(&mut types, Some(lower_abstract(&decl))),
            ast::Decl::TypedefDecl(decl) => push(&mut types, Some(lower_typedef(&decl))),
            ast::Decl::VarField(decl) => {
                push(&mut fields, lower_module_field(&ast::Field::VarField(decl)));
            }
            ast::Decl::FunctionField(decl) => {
                push(
                    &mut fields,
                    lower_module_field(&ast::Field::FunctionField(decl)),
                );
            }
        }
    }
    tree.imports = imports.0.into();
    map.imports = imports.1.into();
    tree.types = types.0.into();
    map.types = types.1.into();
    tree.fields = Members::new(fields.0);
    map.fields = fields.1.into();
    (tree, map)
}

fn push<A, B>(lists: &mut (Vec<A>, Vec<B>), item: Option<(A, B)>) {
    if let Some((data, source)) = item {
        lists.0.push(data);
        lists.1.push(source);
    }
}

fn lower_import(decl: &ast::ImportDecl) -> Option<(Import, ImportSource)> {
    let path = decl.path()?;
    let alias = decl.import_alias().and_then(|it| it.name());
    let kind = if decl.star_token().is_some() {
        ImportKind::Wildcard
    } else if let Some(alias) = &alias {
        ImportKind::Alias(Name::new(alias.text()))
    } else {
        ImportKind::Plain
    };
    import(&path, kind, decl.syntax().text_range(), alias)
}

fn lower_using(decl: &ast::UsingDecl) -> Option<(Import, ImportSource)> {
    import(
        &decl.path()?,
        ImportKind::Using,
        decl.syntax().text_range(),
        None,
    )
}

fn import(
    path: &ast::Path,
    kind: ImportKind,
    range: TextRange,
    alias: Option<ast::Name>,
) -> Option<(Import, ImportSource)> {
    let segments = path.segments().filter(|it| !it.text().is_empty());
    let source = ImportSource {
        range,
        segments: segments.map(|it| it.syntax().text_range()).collect(),
        alias: alias.map(|it| it.syntax().text_range()),
    };
    let path: DottedPath = dotted_path(path)?;
    Some((Import { path, kind }, source))
}

/// What every type declaration begins with.
struct Header<'a> {
    decl: &'a ast::TypeDecl,
    types: TypeLower,
    name: Name,
    is_private: bool,
    is_extern: bool,
    is_final: bool,
    params: Box<[super::TypeParam]>,
    meta: Box<[super::Meta]>,
}

impl<'a> Header<'a> {
    fn new(decl: &'a ast::TypeDecl) -> Self {
        let mut types = TypeLower::default();
        let params = types.type_params(decl.type_param_list());
        Header {
            decl,
            types,
            name: decl.name().map(|it| it.text()).unwrap_or_default().into(),
            is_private: decl.has_modifier(T![private]),
            is_extern: decl.has_modifier(T![extern]),
            is_final: decl.has_modifier(T![final]),
            params,
            meta: metas(decl.metadata()),
        }
    }

    fn finish(self, kind: TypeDeclKind, members: TypeMembers) -> (TypeItem, TypeSource) {
        let type_params = self.decl.type_param_list();
        let source = |type_refs| DeclSource {
            node: SyntaxNodePtr::new(self.decl.syntax()),
            name: self.decl.name().map(|it| it.syntax().text_range()),
            type_refs,
            type_params: type_param_names(type_params),
            params: Box::new([]),
        };
        let decl = TypeDecl {
            name: self.name,
            kind,
            is_private: self.is_private,
            is_extern: self.is_extern,
            is_final: self.is_final,
            params: self.params,
            meta: self.meta,
        };
        let (type_refs, ranges) = self.types.finish();
        let item = TypeItem {
            data: Arc::new(TypeDeclData { decl, type_refs }),
            fields: Members::new(members.fields.0),
            ctors: Members::new(members.ctors.0),
        };
        let source = TypeSource {
            decl: source(ranges),
            fields: members.fields.1.into(),
            ctors: members.ctors.1.into(),
        };
        (item, source)
    }
}

#[derive(Default)]
struct TypeMembers {
    fields: (Vec<Arc<FieldData>>, Vec<DeclSource>),
    ctors: (Vec<Arc<CtorData>>, Vec<DeclSource>),
}

impl TypeMembers {
    fn fields_of(list: Option<ast::FieldList>) -> TypeMembers {
        let mut res = TypeMembers::default();
        for field in list.into_iter().flat_map(|it| it.fields()) {
            push(&mut res.fields, lower_field(&field));
        }
        res
    }
}

fn lower_class(decl: &ast::ClassDecl) -> (TypeItem, TypeSource) {
    let any = ast::TypeDecl::ClassDecl(decl.clone());
    let mut header = Header::new(&any);
    let extends = decl.extends().map(|it| header.types.path_type(&it)).last();
    let implements = decl
        .implements()
        .map(|it| header.types.path_type(&it))
        .collect();
    let kind = TypeDeclKind::Class {
        extends,
        implements,
        is_abstract: any.has_modifier(T![abstract]),
    };
    header.finish(kind, TypeMembers::fields_of(decl.field_list()))
}

fn lower_interface(decl: &ast::InterfaceDecl) -> (TypeItem, TypeSource) {
    let any = ast::TypeDecl::InterfaceDecl(decl.clone());
    let mut header = Header::new(&any);
    let extends = decl
        .extends()
        .map(|it| header.types.path_type(&it))
        .collect();
    let kind = TypeDeclKind::Interface { extends };
    header.finish(kind, TypeMembers::fields_of(decl.field_list()))
}

fn lower_enum(decl: &ast::EnumDecl) -> (TypeItem, TypeSource) {
    let any = ast::TypeDecl::EnumDecl(decl.clone());
    let mut members = TypeMembers::default();
    for ctor in decl.enum_ctor_list().into_iter().flat_map(|it| it.ctors()) {
        push(&mut members.ctors, lower_ctor(&ctor));
    }
    Header::new(&any).finish(TypeDeclKind::Enum, members)
}

fn lower_ctor(ctor: &ast::EnumCtor) -> Option<(Arc<CtorData>, DeclSource)> {
    let mut types = TypeLower::default();
    let data = EnumCtor {
        name: Name::new(ctor.name()?.text()),
        type_params: types.type_params(ctor.type_param_list()),
        params: types.params(ctor.param_list()),
        ret: types.opt_hint(ctor.type_hint()),
        meta: metas(ctor.metadata()),
    };
    let (type_refs, ranges) = types.finish();
    let source = DeclSource {
        node: SyntaxNodePtr::new(ctor.syntax()),
        name: ctor.name().map(|it| it.syntax().text_range()),
        type_refs: ranges,
        type_params: type_param_names(ctor.type_param_list()),
        params: param_names(ctor.param_list()),
    };
    let data = CtorData {
        ctor: data,
        type_refs,
    };
    Some((Arc::new(data), source))
}

fn lower_abstract(decl: &ast::AbstractDecl) -> (TypeItem, TypeSource) {
    let any = ast::TypeDecl::AbstractDecl(decl.clone());
    let mut header = Header::new(&any);
    let underlying = decl.underlying_type().map(|it| {
        let range = it.syntax().text_range();
        header.types.required(it.ty(), range)
    });
    let (mut from, mut to) = (Vec::new(), Vec::new());
    for relation in decl.abstract_relations() {
        let range = relation.syntax().text_range();
        let ty = header.types.required(relation.ty(), range);
        let list = if relation.is_from() {
            &mut from
        } else {
            &mut to
        };
        list.push(ty);
    }
    let kind = TypeDeclKind::Abstract {
        underlying,
        from: from.into(),
        to: to.into(),
        is_enum: decl.enum_token().is_some() || has_meta(&header.meta, ":enum"),
    };
    header.finish(kind, TypeMembers::fields_of(decl.field_list()))
}

fn lower_typedef(decl: &ast::TypedefDecl) -> (TypeItem, TypeSource) {
    let any = ast::TypeDecl::TypedefDecl(decl.clone());
    let mut header = Header::new(&any);
    let ty = decl.ty().map(|it| header.types.ty(&it));
    header.finish(TypeDeclKind::Typedef { ty }, TypeMembers::default())
}

/// Module-level fields are statics of a hidden class.
fn lower_module_field(field: &ast::Field) -> Option<(Arc<FieldData>, DeclSource)> {
    let (mut data, source) = lower_field_data(field)?;
    data.field.flags.is_static = true;
    Some((Arc::new(data), source))
}

fn lower_field(field: &ast::Field) -> Option<(Arc<FieldData>, DeclSource)> {
    let (data, source) = lower_field_data(field)?;
    Some((Arc::new(data), source))
}

fn lower_field_data(field: &ast::Field) -> Option<(FieldData, DeclSource)> {
    let name = Name::new(field.name()?.text());
    let mut types = TypeLower::default();
    let mut flags = field_flags(field);
    let (kind, type_params, params) = match field {
        ast::Field::VarField(var) => {
            flags.is_final = var.is_final();
            let kind = FieldKind::Var {
                access: accessors(var.property_access()),
                ty: types.opt_hint(var.type_hint()),
                has_init: var.initializer().is_some(),
            };
            (kind, None, None)
        }
        ast::Field::FunctionField(fun) => {
            let kind = FieldKind::Fun {
                type_params: types.type_params(fun.type_param_list()),
                params: types.params(fun.param_list()),
                ret: types.opt_hint(fun.type_hint()),
                has_body: fun.body().is_some(),
            };
            (kind, fun.type_param_list(), fun.param_list())
        }
    };
    let (type_refs, ranges) = types.finish();
    let source = DeclSource {
        node: SyntaxNodePtr::new(field.syntax()),
        name: field.name().map(|it| it.syntax().text_range()),
        type_refs: ranges,
        type_params: type_param_names(type_params),
        params: param_names(params),
    };
    let field = Field {
        name,
        kind,
        flags,
        meta: metas(field.metadata()),
    };
    Some((FieldData { field, type_refs }, source))
}

fn field_flags(field: &ast::Field) -> FieldFlags {
    let mut flags = FieldFlags::default();
    for modifier in field.modifiers() {
        match modifier.kind() {
            T![public] => flags.visibility = Some(Visibility::Public),
            T![private] => flags.visibility = Some(Visibility::Private),
            T![static] => flags.is_static = true,
            T![override] => flags.is_override = true,
            T![dynamic] => flags.is_dynamic = true,
            T![inline] => flags.is_inline = true,
            T![macro] => flags.is_macro = true,
            T![final] => flags.is_final = true,
            T![extern] => flags.is_extern = true,
            T![abstract] => flags.is_abstract = true,
            T![overload] => flags.is_overload = true,
            _ => {}
        }
    }
    flags
}

fn type_param_names(list: Option<ast::TypeParamList>) -> Box<[TextRange]> {
    list.into_iter()
        .flat_map(|it| it.params())
        .map(|it| match it.name() {
            Some(name) => name.syntax().text_range(),
            None => it.syntax().text_range(),
        })
        .collect()
}

fn param_names(list: Option<ast::ParamList>) -> Box<[TextRange]> {
    list.into_iter()
        .flat_map(|it| it.params())
        .map(|it| match it.name() {
            Some(name) => name.syntax().text_range(),
            None => it.syntax().text_range(),
        })
        .collect()
}
