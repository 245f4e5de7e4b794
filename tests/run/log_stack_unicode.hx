import haxe.*;
class Main {
	static function f(?p:PosInfos) return p.fileName + ":" + p.lineNumber + " " + p.className + "." + p.methodName;
	static function deep(n:Int):Array<haxe.CallStack.StackItem> return n == 0 ? CallStack.callStack() : deep(n - 1);
	static function main() {
		trace(f()); var old = Log.trace; var got = []; Log.trace = (v, ?i) -> got.push(v + "@" + i.lineNumber + (i.customParams == null ? "" : "+" + i.customParams.join(","))); trace("a"); trace("b", 1, 2); Log.trace = old; trace(got); trace(Log.formatOutput("v", {fileName: "F.hx", lineNumber: 3, className: "C", methodName: "m", customParams: [1, "x"]}), Log.formatOutput("v", null));
		trace(deep(3).length >= 4); trace(CallStack.toString([Method("A", "b"), FilePos(Method("C", "d"), "x.hx", 12, 5), CFunction, Module("m"), LocalFunction(3), FilePos(null, "y.hx", 1)])); 
		trace(Utf8.length("héé"), Utf8.charCodeAt("hé", 1), Utf8.sub("日本語", 1, 2), Utf8.validate("ok"), Utf8.encode("a"), Utf8.compare("a", "b")); var u = new Utf8(); u.addChar(26085); u.addChar(65); trace(u.toString()); Utf8.iter("aé", c -> trace(c));
		var us:UnicodeString = "a😀b日"; trace(us.length, us.charAt(1), us.charCodeAt(1), us.substr(1, 2), us.indexOf("b"), [for (c in us) c], [for (i => c in us) '$i:$c'], us.toUpperCase(), us.split(""), us.lastIndexOf("日"), us.substring(0, 2)); trace(UnicodeString.validate(haxe.io.Bytes.ofString("x"), UTF8));
		trace(Resource.listNames().length, Resource.getString("nope")); 
	}
}
// CHOICE: the reference's warnings are not part of the output
