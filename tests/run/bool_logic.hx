class Main {
	static function main() {
		function t(s:String, r:Bool) { Sys.print(s + " "); return r; }
		trace(t("a", true) && t("b", false));
		trace(t("a", true) || t("b", false));
		trace(!t("c", false) && (t("d", false) || t("e", true)));
		var n = 0;
		if (t("x", false) && { n++; true; }) n += 10;
		trace(n);
		trace(true == false, true != false);
	}
}
