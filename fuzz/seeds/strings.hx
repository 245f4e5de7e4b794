class A {
    var a = "a\n\t\\\"\x41\u00e9\u{1F600}\101";
    var b = 'v $a ${a + 'in $b ${c} $$'} $$ ${"s" + {a: "}"}.a} $';
    var c = ~/a[\/"']b/gimsu;
    var d = [0, 1_000, 0xff_FF, 1.5, .5, 1., 1e3, 1.e-3, 2i64, 3u32, 1_f64, 1...3, 1.foo, 007];
    var e = "two
lines";
    var f = <div a="b" c={d}>text ' " <b/> <c></c></div>;
    // é 𝄞 line comment
    /* block * / /* not nested */
    /** doc **/
}
