class A {
    macro function f(e) {
        var a = macro $e, b = macro ${e.a}.$name($a{args}, $v{1}, $i{"x"}, $p{["a", "b"]}, $e{e});
        var c = macro : Array<$t>, d = macro class $Name<T> extends $p { public var $n:$t = $v; function $m($a) {} };
        var g = macro @:pos(e.pos) { var $x = $y; for ($i in $j) $b{es}; switch $k { case $l: } };
        return macro { $b{exprs}; $x = { $y: 1 }; macro.a; @:m $z; $type(e); };
    }
}
