import rayzor.rt.Regex;

/** A regular expression: `~/pattern/flags`. Flags: `i` case, `g` global, `m` multi-line, `s` dot matches newline, `u` Unicode. **/
class EReg {
	final r:Dynamic;
	final global:Bool;
	var last:String;
	var matchedOnce:Bool = false;

	public function new(r:String, opt:String) {
		this.r = Regex.make(r, opt);
		this.global = opt.indexOf("g") >= 0;
	}

	/** Whether some part of `s` matches; the groups are kept for `matched`. **/
	public function match(s:String):Bool
		return matchAt(s, 0, -1);

	/** `match` within `len` characters from `pos`. **/
	public function matchSub(s:String, pos:Int, len:Int = -1):Bool
		return matchAt(s, pos, len);

	function matchAt(s:String, pos:Int, len:Int):Bool {
		last = s;
		matchedOnce = Regex.exec(r, s, pos, len);
		return matchedOnce;
	}

	/** The text of group `n` of the last match, 0 for the whole; `null` when the group took no part. **/
	public function matched(n:Int):String {
		if (!matchedOnce)
			throw "No string matched";
		if (n < 0 || n >= Regex.groupCount(r))
			throw "Group not found";
		final start = Regex.groupStart(r, n);
		return start < 0 ? null : last.substring(start, Regex.groupEnd(r, n));
	}

	/** What stands before the last match. **/
	public function matchedLeft():String {
		if (!matchedOnce)
			throw "No string matched";
		return last.substr(0, Regex.groupStart(r, 0));
	}

	/** What stands behind the last match. **/
	public function matchedRight():String {
		if (!matchedOnce)
			throw "No string matched";
		return last.substr(Regex.groupEnd(r, 0));
	}

	/** Position and length of the last match. **/
	public function matchedPos():{pos:Int, len:Int} {
		if (!matchedOnce)
			throw "No string matched";
		final start = Regex.groupStart(r, 0);
		return {pos: start, len: Regex.groupEnd(r, 0) - start};
	}

	/** The pieces of `s` between matches; with `g` between all of them, otherwise around the first. **/
	public function split(s:String):Array<String> {
		final out = [];
		final n = s.length;
		var pos = 0;
		var from = 0;
		while (from <= n && matchAt(s, from, -1)) {
			final start = Regex.groupStart(r, 0);
			final end = Regex.groupEnd(r, 0);
			// An empty match separates characters; at the start or the end there is nothing to separate.
			if (end == start && (start == pos && pos == 0 || start >= n)) {
				if (start >= n)
					break;
				from = start + 1;
				continue;
			}
			out.push(s.substring(pos, start));
			pos = end;
			from = end == start ? end + 1 : end;
			if (!global)
				break;
		}
		out.push(s.substr(pos));
		return out;
	}

	/** `s` with the first match, all with `g`, replaced by `by`; `$1` stands for a group, `$$` for a dollar. **/
	public function replace(s:String, by:String):String {
		final out = new StringBuf();
		final parts = by.split("$");
		step(s, s.length, out, () -> expand(out, parts));
		return out.toString();
	}

	/** `s` with the first match, all with `g`, replaced by what `f` makes of it. **/
	public function map(s:String, f:EReg->String):String {
		final out = new StringBuf();
		step(s, s.length - 1, out, () -> out.add(f(this)));
		return out.toString();
	}

	/** Goes from match to match that begins a search no later than at `latest`, copies what is between them and lets `emit` write the replacement. **/
	function step(s:String, latest:Int, out:StringBuf, emit:() -> Void):Void {
		final n = s.length;
		var from = 0;
		while (from <= latest) {
			if (!matchAt(s, from, -1))
				break;
			final start = Regex.groupStart(r, 0);
			final end = Regex.groupEnd(r, 0);
			out.add(s.substring(from, start));
			emit();
			from = end;
			if (end == start) {
				if (end >= n)
					return;
				out.add(s.charAt(end));
				from = end + 1;
			}
			if (!global)
				break;
		}
		if (from < n)
			out.add(s.substr(from));
	}

	function expand(out:StringBuf, parts:Array<String>):Void {
		out.add(parts[0]);
		var i = 1;
		while (i < parts.length) {
			final part = parts[i++];
			if (part == "") {
				out.add("$");
				if (i < parts.length)
					out.add(parts[i++]);
				continue;
			}
			final digit = part.charCodeAt(0) - "0".code;
			if (digit >= 1 && digit <= 9 && digit < Regex.groupCount(r)) {
				final start = Regex.groupStart(r, digit);
				if (start >= 0)
					out.add(last.substring(start, Regex.groupEnd(r, digit)));
				out.add(part.substr(1));
			} else {
				out.add("$");
				out.add(part);
			}
		}
	}

	/** `s` with every character that means something in a pattern escaped. **/
	public static function escape(s:String):String {
		final out = new StringBuf();
		for (i in 0...s.length) {
			final c = s.charAt(i);
			if ("\\^$*+?.()|[]{}#".indexOf(c) >= 0)
				out.add("\\");
			out.add(c);
		}
		return out.toString();
	}
}
