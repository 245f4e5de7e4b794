//! Descriptions of declarations, as `haxe.rtti.XmlParser` reads them.

use expect_test::{Expect, expect};

use super::{has_rtti, type_xml};
use crate::tests::{main_type, test_db};

fn check(fixture: &str, name: &str, expect: Expect) {
    let test = test_db(fixture);
    let xml = type_xml(&test.db, main_type(&test, name));
    expect.assert_eq(&format!("{xml}\n"));
}

#[test]
fn a_class() {
    check(
        r#"
/** What it is. **/
@:rtti class Main<T> extends Base<Int> {
    public var a(default, null):Int = 0xFF;
    var s(get, never):String;
    function get_s() return "<b>";
    static inline var C = "<&>";
    final list:Array<{x:Int, ?y:T}> = [];
    @author("me", 1) public function f<S>(a:S, ?b:String, c = 1.5):Void {}
    dynamic function d(next:T -> Void) {}
    override function o() {}
    public function new() {}
}
class Base<K> { function o() {} }
"#,
        "Main",
        expect![[r#"
            <class path="Main" params="T">
            	<extends path="Base"><x path="Int"/></extends>
            	<C get="inline" set="null" expr="&quot;&lt;&amp;&gt;&quot;" static="1">
            		<c path="String"/>
            		<meta><m n=":value"><e><![CDATA["<&>"]]></e></m></meta>
            	</C>
            	<a public="1" set="null" expr="0xFF">
            		<x path="Int"/>
            		<meta><m n=":value"><e>0xFF</e></m></meta>
            	</a>
            	<s get="accessor" set="null"><c path="String"/></s>
            	<get_s set="method"><f a=""><c path="String"/></f></get_s>
            	<list final="1" expr="[]">
            		<c path="Array"><a>
            	<y>
            		<x path="Null"><c path="Main.T"/></x>
            		<meta><m n=":optional"/></meta>
            	</y>
            	<x><x path="Int"/></x>
            </a></c>
            		<meta><m n=":value"><e>[]</e></m></meta>
            	</list>
            	<f params="S" public="1" set="method">
            		<f a="a:?b:?c" v="::1.5">
            			<c path="f.S"/>
            			<c path="String"/>
            			<x path="Float"/>
            			<x path="Void"/>
            		</f>
            		<meta>
            			<m n=":value"><e>{ c : 1.5 }</e></m>
            			<m n="author">
            				<e>"me"</e>
            				<e>1</e>
            			</m>
            		</meta>
            	</f>
            	<d set="dynamic"><f a="next">
            	<f a="">
            		<c path="Main.T"/>
            		<x path="Void"/>
            	</f>
            	<x path="Void"/>
            </f></d>
            	<o set="method" override="1"><f a=""><x path="Void"/></f></o>
            	<new public="1" set="method"><f a=""><x path="Void"/></f></new>
            	<haxe_doc>What it is.</haxe_doc>
            	<meta><m n=":rtti"/></meta>
            </class>
        "#]],
    );
}

#[test]
fn enums_and_typedefs() {
    let fixture = r#"
enum E<T> { A; /** Two. **/ B(x:Int, ?y:T); }
typedef S = { a:Int, ?b:E<String>, f:(x:Int) -> Void };
class Main {}
"#;
    check(
        fixture,
        "E",
        expect![[r#"
        <enum path="E" params="T">
        	<A/>
        	<B a="x:?y">
        		<x path="Int"/>
        		<c path="E.T"/>
        		<haxe_doc>Two.</haxe_doc>
        	</B>
        </enum>
    "#]],
    );
    check(
        fixture,
        "S",
        expect![[r#"
        <typedef path="S" params=""><a>
        	<f><f a="x">
        	<x path="Int"/>
        	<x path="Void"/>
        </f></f>
        	<b>
        		<x path="Null"><e path="E"><c path="String"/></e></x>
        		<meta><m n=":optional"/></meta>
        	</b>
        	<a><x path="Int"/></a>
        </a></typedef>
    "#]],
    );
}

#[test]
fn an_abstract() {
    check(
        r#"
abstract Celsius(Float) from Float to Float {
    @:from static function ofText(s:String):Celsius return 1.0;
    @:to function text():String return "";
}
class Main {}
"#,
        "Celsius",
        expect![[r#"
            <abstract path="Celsius" params="">
            	<from>
            		<icast><x path="Float"/></icast>
            		<icast field="ofText"><c path="String"/></icast>
            	</from>
            	<this><x path="Float"/></this>
            	<to>
            		<icast><x path="Float"/></icast>
            		<icast field="text"><c path="String"/></icast>
            	</to>
            	<impl><class path="Celsius">
            	<ofText set="method" static="1">
            		<f a="s">
            			<c path="String"/>
            			<x path="Celsius"/>
            		</f>
            		<meta><m n=":from"/></meta>
            	</ofText>
            	<text set="method">
            		<f a=""><c path="String"/></f>
            		<meta><m n=":to"/></meta>
            	</text>
            </class></impl>
            </abstract>
        "#]],
    );
}

#[test]
fn who_has_a_description() {
    let test = test_db("@:rtti class A {} class B extends A {} class Main {}");
    let of = |name| has_rtti(&test.db, main_type(&test, name));
    assert_eq!([of("A"), of("B"), of("Main")], [true, true, false]);
}
