//! What is broken over several lines.

use expect_test::expect;

use super::{check, check_body, check_body_with};

#[test]
fn arguments() {
    check_body_with(
        r#"{"wrapping": {"maxLineLength": 40}}"#,
        "call(argumentNumberOne, argumentNumberTwo, argumentNumberThree);",
        expect![[r#"
            call(argumentNumberOne,
            	argumentNumberTwo,
            	argumentNumberThree);
        "#]],
    );
    check(
        "class A { function aFunctionWithALongName(aParameterWithALongName:Int, another:String, aThirdOneThatIsLong:Array<String>, andAFourthThatDoesNotFit:Bool) { b(); } }",
        expect![[r#"
            class A {
            	function aFunctionWithALongName(aParameterWithALongName:Int, another:String, aThirdOneThatIsLong:Array<String>, andAFourthThatDoesNotFit:Bool) {
            		b();
            	}
            }
        "#]],
    );
}

#[test]
fn arrays_and_objects() {
    check_body(
        "a=[1,2,3];b=[1, 2,\n3, 4];c={d:1,e:2};f={g:1,\nh:2};i=['j'=>1];k=[for(l in m) l*2];",
        expect![[r#"
            a = [1, 2, 3];
            b = [
            	1, 2,
            	3, 4
            ];
            c = {d: 1, e: 2};
            f = {
            	g: 1,
            	h: 2
            };
            i = ['j' => 1];
            k = [for (l in m) l * 2];
        "#]],
    );
}

#[test]
fn chains() {
    check_body_with(
        r#"{"wrapping": {"maxLineLength": 60}}"#,
        "a.first(1).second(2).third(3).fourth(4).fifth(5).sixth(6).seventh(7);\nif (conditionNumberOne && conditionNumberTwo || conditionNumberThree && four) b();\nvar text = 'a rather long text' + anotherText + 'and one more' + yetAnother + last;",
        expect![[r#"
            a.first(1)
            	.second(2)
            	.third(3)
            	.fourth(4)
            	.fifth(5)
            	.sixth(6)
            	.seventh(7);
            if (conditionNumberOne
            	&& conditionNumberTwo
            	|| conditionNumberThree
            	&& four)
            	b();
            var text = 'a rather long text'
            	+ anotherText
            	+ 'and one more'
            	+ yetAnother
            	+ last;
        "#]],
    );
}

/// Brackets that are broken put the bodies of their loops on lines of their own, so that
/// the next time nothing changes.
#[test]
fn comprehensions() {
    check_body(
        "return [for (child in children) if (child.nodeType == Element && child.nodeName == name) child].iterator();",
        expect![[r#"
            return [
            	for (child in children)
            		if (child.nodeType == Element && child.nodeName == name) child
            ].iterator();
        "#]],
    );
}

/// What is laid out by whether it stands on one line is laid out again when it no longer does.
#[test]
fn settles() {
    check_body(
        "a = b ? {start: aRatherLongName, length: anotherRatherLongName - aRatherLongName} : {start: anotherRatherLongName, length: aRatherLongName - anotherRatherLongName};",
        expect![[r#"
            a = b ? {start: aRatherLongName, length: anotherRatherLongName - aRatherLongName} : {
            	start: anotherRatherLongName,
            	length: aRatherLongName - anotherRatherLongName
            };
        "#]],
    );
}
