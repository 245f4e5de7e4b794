//! The metadata that the compiler knows: one table for hover and completion.
//!
//! Unknown metadata is legal Haxe, so nothing is checked against this list.

pub(crate) struct MetadataInfo {
    /// With its colon.
    pub name: &'static str,
    /// What stands in parentheses, empty for nothing.
    pub args: &'static str,
    pub docs: &'static str,
}

const fn meta(name: &'static str, args: &'static str, docs: &'static str) -> MetadataInfo {
    MetadataInfo { name, args, docs }
}

pub(crate) const METADATA: &[MetadataInfo] = &[
    meta(
        ":abi",
        "abi",
        "The calling convention of a native function.",
    ),
    meta(":abstract", "", "Marks a class as abstract for the target."),
    meta(
        ":access",
        "path",
        "Grants this class or field access to private members of a package, type or field.",
    ),
    meta(
        ":allow",
        "path",
        "Grants a package, type or field access to the private members of this one.",
    ),
    meta(
        ":analyzer",
        "options",
        "Settings of the static analyzer for this class or field.",
    ),
    meta(
        ":arrayAccess",
        "",
        "Lets `abstract[index]` call this method: one argument reads, two write.",
    ),
    meta(
        ":astSource",
        "",
        "Keeps the source expression with the typed one.",
    ),
    meta(
        ":autoBuild",
        "macro call",
        "Runs a build macro on every class that extends or implements this one.",
    ),
    meta(":bind", "", "Overrides a class of a native library."),
    meta(":bitmap", "file", "Embeds a bitmap."),
    meta(
        ":bridgeProperties",
        "",
        "Makes native properties for Haxe ones.",
    ),
    meta(
        ":build",
        "macro call",
        "Runs a macro that makes the fields of this type.",
    ),
    meta(
        ":buildXml",
        "xml",
        "Adds to the build file of the C++ target.",
    ),
    meta(
        ":bypassAccessor",
        "",
        "Reads or writes the field itself, without `get_` or `set_`.",
    ),
    meta(
        ":callable",
        "",
        "Lets values of this abstract be called when the underlying type can be.",
    ),
    meta(":classCode", "code", "Native code inside the class."),
    meta(
        ":commutative",
        "",
        "The operator method also serves with its operands swapped.",
    ),
    meta(":const", "", "The type parameter takes a constant."),
    meta(
        ":coreApi",
        "",
        "Checks this class against the standard library's of the same name.",
    ),
    meta(
        ":coreType",
        "",
        "The abstract has no underlying type; the compiler knows it.",
    ),
    meta(":cppFileCode", "code", "Native code in the source file."),
    meta(
        ":cppInclude",
        "file",
        "Includes a header in the source file.",
    ),
    meta(
        ":cppNamespaceCode",
        "code",
        "Native code inside the namespace.",
    ),
    meta(
        ":dce",
        "",
        "Lets unused fields be removed also when everything is kept.",
    ),
    meta(":debug", "", "Compiles with debug information."),
    meta(":decl", "code", "Native declaration."),
    meta(":delegate", "type", "A native delegate."),
    meta(":depend", "file", "A file the build depends on."),
    meta(":deprecated", "message", "Warns wherever this is used."),
    meta(":eager", "", "Resolves the typedef at once."),
    meta(":enum", "", "The old way to write `enum abstract`."),
    meta(":event", "", "A native event."),
    meta(
        ":expose",
        "name",
        "Makes the class or static reachable from outside under a name.",
    ),
    meta(
        ":extern",
        "",
        "No code is made for this; it must be inlined.",
    ),
    meta(":file", "file", "Embeds a file as bytes."),
    meta(
        ":final",
        "",
        "The class cannot be extended, the field not overridden.",
    ),
    meta(
        ":fixed",
        "",
        "The structure has exactly these fields on the target.",
    ),
    meta(":font", "file", "Embeds a font."),
    meta(
        ":forward",
        "fields…",
        "Passes access to fields on to the underlying type: the named ones, or all.",
    ),
    meta(
        ":forwardStatics",
        "fields…",
        "Passes access to statics on to the underlying type.",
    ),
    meta(
        ":forward.new",
        "",
        "Lets `new` of the abstract be that of the underlying type.",
    ),
    meta(
        ":forward.variance",
        "",
        "Lets type parameters of the abstract vary as those of the underlying type.",
    ),
    meta(
        ":from",
        "",
        "The static function converts its argument's type to this abstract, implicitly.",
    ),
    meta(":functionCode", "code", "Native code as the body."),
    meta(
        ":functionTailCode",
        "code",
        "Native code at the end of the body.",
    ),
    meta(
        ":generic",
        "",
        "Makes a copy of the class or function for each combination of type arguments.",
    ),
    meta(
        ":genericBuild",
        "macro call",
        "Runs a macro for each use of the type with other arguments.",
    ),
    meta(
        ":genericClassPerMethod",
        "",
        "A class of its own for each generic method.",
    ),
    meta(":getter", "name", "The native getter."),
    meta(":hack", "", "Allows to extend a final class."),
    meta(
        ":haxe.warning",
        "options",
        "Turns warnings on or off here: `\"-WDeprecated\"`.",
    ),
    meta(
        ":headerClassCode",
        "code",
        "Native code inside the class in the header.",
    ),
    meta(":headerCode", "code", "Native code in the header."),
    meta(":headerInclude", "file", "Includes a file in the header."),
    meta(
        ":headerNamespaceCode",
        "code",
        "Native code in the namespace in the header.",
    ),
    meta(
        ":hlNative",
        "library, name",
        "A function of a HashLink library.",
    ),
    meta(":hxGen", "", "The class was made by Haxe."),
    meta(
        ":ifFeature",
        "name",
        "Keeps the field when a feature is used.",
    ),
    meta(":include", "file", "Includes a file."),
    meta(
        ":inheritDoc",
        "path",
        "Takes the documentation of another field or type.",
    ),
    meta(":inline", "", "Inlines calls."),
    meta(":internal", "", "Marks as internal on the target."),
    meta(
        ":isVar",
        "",
        "The property has a field of its own, whatever its accessors.",
    ),
    meta(
        ":javaCanonical",
        "package, name",
        "The Java path of the type.",
    ),
    meta(
        ":jsRequire",
        "module, path",
        "Loads the class from a JavaScript module.",
    ),
    meta(":jvm.synthetic", "", "Marks as synthetic."),
    meta(":keep", "", "Not removed when unused."),
    meta(
        ":keepInit",
        "",
        "Keeps the class when only its initialisation matters.",
    ),
    meta(
        ":keepSub",
        "",
        "Not removed when unused, and neither are classes below it.",
    ),
    meta(":luaDotMethod", "", "Calls with a dot in Lua."),
    meta(
        ":luaRequire",
        "module, path",
        "Loads the class from a Lua module.",
    ),
    meta(":macro", "", "The old way to write `macro`."),
    meta(":markup", "", "Result of inline markup."),
    meta(":mergeBlock", "", "Merges the block into the outer scope."),
    meta(
        ":multiReturn",
        "",
        "The class stands for several values returned at once in Lua.",
    ),
    meta(
        ":multiType",
        "",
        "The abstract picks its underlying type by `@:to` when it is made.",
    ),
    meta(":native", "name", "The name on the target."),
    meta(":nativeChildren", "", "The children are native classes."),
    meta(":nativeGen", "", "Makes a plain native class."),
    meta(":nativeProperty", "", "Makes a native property."),
    meta(":nativeStaticExtension", "", "A native static extension."),
    meta(":noClosure", "", "The method cannot be used as a value."),
    meta(":noCompletion", "", "Hidden from completion."),
    meta(":noDebug", "", "Without debug information."),
    meta(":noDoc", "", "Hidden from documentation."),
    meta(":noImportGlobal", "", "Not brought by `import Type.*`."),
    meta(":noPrivateAccess", "", "Takes private access away."),
    meta(":noStack", "", "Without stack information."),
    meta(":noUsing", "", "Not a static extension."),
    meta(":nonVirtual", "", "Not virtual in C++."),
    meta(":notNull", "", "Values of this abstract are never null."),
    meta(
        ":nullSafety",
        "mode",
        "Checks for null: `Off`, `Loose`, `Strict`, `StrictThreaded`.",
    ),
    meta(":objc", "", "An Objective-C class."),
    meta(
        ":op",
        "operation",
        "The method serves an operator: `@:op(A + B)`, `@:op([])`, `@:op(a.b)`, `@:op(a())`.",
    ),
    meta(":optional", "", "The field of a structure may be missing."),
    meta(
        ":overload",
        "function",
        "Another signature of an extern method.",
    ),
    meta(
        ":pos",
        "position",
        "The position of an expression in reification.",
    ),
    meta(":private", "", "Marks as private on the target."),
    meta(
        ":privateAccess",
        "",
        "The expression may use private members.",
    ),
    meta(":property", "", "A native property."),
    meta(":protected", "", "Protected on the target."),
    meta(
        ":publicFields",
        "",
        "Fields are public unless marked private.",
    ),
    meta(":pure", "", "The function has no side effect."),
    meta(
        ":pythonImport",
        "module, name",
        "Imports the class from a Python module.",
    ),
    meta(":readOnly", "", "Read-only on the target."),
    meta(":remove", "", "No code is made for the interface."),
    meta(
        ":require",
        "flag, message",
        "Usable only when a flag is set.",
    ),
    meta(
        ":resolve",
        "",
        "Called for fields that do not exist (now `@:op(a.b)`).",
    ),
    meta(":rtti", "", "Keeps type information for `haxe.rtti.Rtti`."),
    meta(
        ":runtimeValue",
        "",
        "The abstract can be used with `is`, `catch` and as a class value.",
    ),
    meta(":scalar", "", "A scalar on the target."),
    meta(
        ":selfCall",
        "",
        "Calling the object calls this method in JavaScript.",
    ),
    meta(
        ":semantics",
        "kind",
        "Value or reference semantics of a native type.",
    ),
    meta(":setter", "name", "The native setter."),
    meta(":sound", "file", "Embeds a sound."),
    meta(":sourceFile", "file", "A native source file of the build."),
    meta(":stackOnly", "", "Lives on the stack only."),
    meta(":strict", "", "A native attribute, checked."),
    meta(":struct", "", "A value type on the target."),
    meta(":structAccess", "", "Accessed with a dot in C++."),
    meta(
        ":structInit",
        "",
        "Structure literals construct the class; a constructor is made when missing.",
    ),
    meta(
        ":templatedCall",
        "",
        "Passes the first argument as template argument.",
    ),
    meta(":this", "", "`this` of an abstract."),
    meta(":throws", "type", "Declares an exception on the target."),
    meta(
        ":to",
        "",
        "The method converts this abstract to its return type, implicitly.",
    ),
    meta(":transient", "", "Not serialised."),
    meta(":transitive", "", "Casts of the abstract may be chained."),
    meta(":unbound", "", "The variable is not bound."),
    meta(":unifyMinDynamic", "", "Mixed elements unify to Dynamic."),
    meta(":unreflective", "", "Not reachable by reflection."),
    meta(":unsafe", "", "Unsafe on the target."),
    meta(
        ":using",
        "type",
        "Statics of the type extend this one everywhere.",
    ),
    meta(":value", "", "The default value of an argument."),
    meta(":void", "", "A native void."),
    meta(":volatile", "", "Volatile on the target."),
];

pub(crate) fn docs(name: &str) -> Option<String> {
    let info = METADATA.iter().find(|it| it.name == name)?;
    Some(match info.args {
        "" => info.docs.to_owned(),
        args => format!("`@{}({args})`\n\n{}", info.name, info.docs),
    })
}
