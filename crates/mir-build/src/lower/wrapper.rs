//! Functions without a body of their own: bridges, constructors and runtime functions as values.

use base_db::Db;
use hir_def::ids::{EnumCtorId, FieldId, TypeDeclId};
use hir_ty::{fold::Subst, ty::Tys, typed_body::TypedBody};
use mir::{Op, Repr, Signature, Type};

use super::{Dep, FunctionCx, MirItem, MirOwner, MirResult, Output, Returns, Val, bodiless};
use crate::{
    decls::{self, natural_signature},
    layout, symbols,
};

pub(super) fn wrapper<'db>(
    db: &'db dyn Db,
    owner: MirOwner<'db>,
    map: Subst<'db>,
    sig: &Signature,
    f: impl FnOnce(&mut FunctionCx<'_, 'db>) -> Option<Val>,
) -> MirResult<'db> {
    let typed = TypedBody::missing();
    let body = bodiless(db, owner, None, &typed, map);
    let mut out = Output::default();
    let returns = if sig.ret == Repr::Void {
        Returns::Nothing
    } else {
        Returns::Value(sig.ret)
    };
    let mut fx = FunctionCx::new(&body, &mut out, body.symbol.clone(), sig.clone(), returns);
    let value = f(&mut fx);
    if sig.ret == Repr::Void {
        fx.b.ret(None);
    } else {
        let value = match value {
            Some(value) => fx.convert(value, sig.ret),
            None => fx.zero(sig.ret),
        };
        fx.b.ret(Some(value.value));
    }
    fx.finish();
    out.res
}

/// Parameters `from..` of the wrapper as arguments of `to`.
fn pass_on(fx: &mut FunctionCx<'_, '_>, own: &[Repr], from: usize, to: &[Repr]) -> Vec<mir::Value> {
    to.iter()
        .enumerate()
        .map(|(i, &want)| match own.get(from + i) {
            Some(&repr) => {
                let val = Val {
                    value: fx.b.param(from + i),
                    repr,
                };
                fx.convert(val, want).value
            }
            None => fx.zero(want).value,
        })
        .collect()
}

pub(super) fn lower_new_function<'db>(
    db: &'db dyn Db,
    owner: MirOwner<'db>,
    decl: TypeDeclId<'db>,
    args: Tys<'db>,
) -> MirResult<'db> {
    let runs = decls::constructing_class(db, decl);
    let ctor_sig = runs.map(|runs| layout::ctor_signature(db, runs, args));
    let params = ctor_sig
        .as_ref()
        .map_or(Vec::new(), |sig| sig.params[1..].to_vec());
    let sig = Signature {
        params,
        ret: Repr::Ref,
    };
    wrapper(db, owner, Subst::new(), &sig, |fx| {
        fx.out.dep(Dep::Instance(decl, args));
        let class = symbols::type_symbol(db, decl, args);
        let object = fx.b.ins(Op::NewObject { class }, Type::Ref);
        if let (Some(runs), Some(ctor_sig)) = (runs, &ctor_sig) {
            let mut all = vec![object];
            all.extend((0..sig.params.len()).map(|i| fx.b.param(i)));
            fx.call_direct(MirOwner::new(db, MirItem::Ctor(runs), args), ctor_sig, all);
        }
        Some(Val {
            value: object,
            repr: Repr::Ref,
        })
    })
}

pub(super) fn lower_enum_ctor<'db>(
    db: &'db dyn Db,
    owner: MirOwner<'db>,
    ctor: EnumCtorId<'db>,
) -> MirResult<'db> {
    let params: Vec<Repr> = decls::ctor_params(db, ctor)
        .into_iter()
        .map(|(_, repr)| repr)
        .collect();
    let sig = Signature {
        params,
        ret: Repr::Ref,
    };
    wrapper(db, owner, Subst::new(), &sig, |fx| {
        let args = (0..sig.params.len()).map(|i| fx.b.param(i)).collect();
        Some(fx.enum_value(ctor, args))
    })
}

/// The closure comes first; its only capture is the receiver.
pub(super) fn lower_bound_method<'db>(
    db: &'db dyn Db,
    owner: MirOwner<'db>,
    field: FieldId<'db>,
) -> MirResult<'db> {
    let map = decls::field_subst(db, field, owner.args(db));
    let method = natural_signature(db, field, &map);
    let this = method.params.first().copied().unwrap_or(Repr::Ref);
    let mut params = vec![Repr::Ref];
    params.extend(method.params.iter().skip(1));
    let sig = Signature {
        params,
        ret: method.ret,
    };
    wrapper(db, owner, map, &sig, |fx| {
        let op = Op::CaptureGet {
            closure: fx.b.param(0),
            index: 0,
        };
        let receiver = Val {
            value: fx.b.ins(op, this.ty()),
            repr: this,
        };
        let mut vals = vec![receiver];
        for (i, &repr) in sig.params.iter().enumerate().skip(1) {
            vals.push(Val {
                value: fx.b.param(i),
                repr,
            });
        }
        if let Some(symbol) = decls::rt_symbol(db, field).cloned() {
            return Some(fx.call_runtime(&symbol, vals, &method.params, method.ret, None));
        }
        let values = vals.into_iter().map(|val| val.value).collect();
        fx.call_direct(
            MirOwner::new(db, MirItem::Field(field), owner.args(db)),
            &method,
            values,
        )
    })
}

pub(super) fn lower_rt_function<'db>(
    db: &'db dyn Db,
    owner: MirOwner<'db>,
    field: FieldId<'db>,
) -> MirResult<'db> {
    let sig = natural_signature(db, field, &Subst::new());
    wrapper(db, owner, Subst::new(), &sig, |fx| {
        let symbol = decls::rt_symbol(db, field).cloned()?;
        let vals = sig
            .params
            .iter()
            .enumerate()
            .map(|(i, &repr)| Val {
                value: fx.b.param(i),
                repr,
            })
            .collect();
        Some(fx.call_runtime(&symbol, vals, &sig.params, sig.ret, None))
    })
}

pub(super) fn lower_bridge<'db>(
    db: &'db dyn Db,
    owner: MirOwner<'db>,
    method: FieldId<'db>,
    (slot, slot_args): (FieldId<'db>, Tys<'db>),
) -> MirResult<'db> {
    let map = decls::field_subst(db, method, owner.args(db));
    let sig = layout::slot_signature(db, slot, slot_args);
    let target = natural_signature(db, method, &map);
    wrapper(db, owner, map, &sig, |fx| {
        let args = pass_on(fx, &sig.params, 0, &target.params);
        if let Some(symbol) = decls::rt_symbol(db, method).cloned() {
            let vals = args
                .into_iter()
                .zip(&target.params)
                .map(|(value, &repr)| Val { value, repr })
                .collect();
            return Some(fx.call_runtime(&symbol, vals, &target.params, target.ret, None));
        }
        fx.call_direct(
            MirOwner::new(db, MirItem::Field(method), owner.args(db)),
            &target,
            args,
        )
    })
}
