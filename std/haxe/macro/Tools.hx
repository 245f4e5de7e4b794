package haxe.macro;

// One `using haxe.macro.Tools` brings all of them.
typedef TExprTools = ExprTools;
typedef TComplexTypeTools = ComplexTypeTools;
typedef TTypeTools = TypeTools;
typedef TTypedExprTools = TypedExprTools;
typedef TMacroStringTools = MacroStringTools;
typedef TPositionTools = PositionTools;
