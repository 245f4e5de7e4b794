package haxe.macro;

import haxe.macro.Expr;
import haxe.macro.Type;

/** What can be asked of a type. What asks the compiler works in macros only. **/
class TypeTools {
	/** The hint that names the type, or `null`. **/
	public static function toComplexType(type:Null<Type>):Null<ComplexType>
		return type == null ? null : Context.toComplexType(type);

	/** The type behind typedefs; one step if `once`. **/
	public static function follow(t:Type, ?once:Bool):Type
		return Context.follow(t, once);

	/** The type behind typedefs and abstracts; one step if `once`. **/
	public static function followWithAbstracts(t:Type, once:Bool = false):Type
		return Context.followWithAbstracts(t, once);

	/** Whether `t1` may be used where `t2` is expected. **/
	public static function unify(t1:Type, t2:Type):Bool
		return Context.unify(t1, t2);

	/** The class that `t` is; throws for anything else. **/
	public static function getClass(t:Type):ClassType
		return t == null ? null : switch follow(t) {
			case TInst(c, _): c.get();
			case _: throw "Class instance expected";
		}

	/** The enum that `t` is; throws for anything else. **/
	public static function getEnum(t:Type):EnumType
		return t == null ? null : switch follow(t) {
			case TEnum(e, _): e.get();
			case _: throw "Enum instance expected";
		}

	/** `t` with its direct parts replaced by what `f` makes of them. **/
	public static function map(t:Type, f:Type->Type):Type {
		final all = (parts:Array<Type>) -> parts.map(f);
		return switch t {
			case TMono(m):
				final bound = m.get();
				bound == null ? t : f(bound);
			case TEnum(_, []) | TInst(_, []) | TType(_, []) | TAbstract(_, []): t;
			case TEnum(e, params): TEnum(e, all(params));
			case TInst(c, params): TInst(c, all(params));
			case TType(d, params): TType(d, all(params));
			case TAbstract(a, params): TAbstract(a, all(params));
			case TFun(args, ret): TFun([for (arg in args) {name: arg.name, opt: arg.opt, t: f(arg.t)}], f(ret));
			case TAnonymous(_): t;
			case TDynamic(null): t;
			case TDynamic(of): TDynamic(f(of));
			case TLazy(get): f(get());
		}
	}

	/** Calls `f` with the direct parts of `t`. **/
	public static function iter(t:Type, f:Type->Void):Void
		switch t {
			case TMono(m):
				final bound = m.get();
				if (bound != null)
					f(bound);
			case TEnum(_, params) | TInst(_, params) | TType(_, params) | TAbstract(_, params):
				for (param in params)
					f(param);
			case TFun(args, ret):
				for (arg in args)
					f(arg.t);
				f(ret);
			case TAnonymous(a):
				for (field in a.get().fields)
					f(field.type);
			case TDynamic(null):
			case TDynamic(of):
				f(of);
			case TLazy(get):
				f(get());
		}

	/** `t` with type parameters replaced by `concreteTypes`, in order. **/
	public static function applyTypeParameters(t:Type, typeParameters:Array<TypeParameter>, concreteTypes:Array<Type>):Type {
		if (typeParameters.length != concreteTypes.length)
			throw 'Incompatible arguments: ${typeParameters.length} type parameters and ${concreteTypes.length} concrete types';
		if (typeParameters.length == 0)
			return t;
		function apply(t:Type):Type {
			switch t {
				case TInst(_.get() => cl, []):
					for (i in 0...typeParameters.length)
						switch typeParameters[i].t {
							case TInst(_.get() => param, _) if (param.name == cl.name && param.module == cl.module && param.pack.join(".") == cl.pack.join(".")):
								return concreteTypes[i];
							case _:
						}
				case _:
			}
			return map(t, apply);
		}
		return apply(t);
	}

	/** The field `name` of the class or a parent of it, or `null`. **/
	public static function findField(c:ClassType, name:String, isStatic:Bool = false):Null<ClassField> {
		final fields = isStatic ? c.statics : c.fields;
		final field = Lambda.find(fields.get(), it -> it.name == name);
		return if (field != null) field; else if (c.superClass != null) findField(c.superClass.t.get(), name, isStatic); else null;
	}

	/** The type as Haxe text. **/
	public static function toString(t:Type):String
		return new Printer().printComplexType(toComplexType(t));
}
