import rayzor.rt.System;

/** The process and its surroundings. **/
class Sys {
	/** Writes `v` to the standard output. **/
	public static inline function print(v:Dynamic):Void
		System.print(Std.string(v));

	/** Writes `v` and a newline to the standard output. **/
	public static inline function println(v:Dynamic):Void
		System.println(Std.string(v));

	/** The arguments of the program. **/
	public static inline function args():Array<String>
		return System.args();

	/** The environment variable `s`, or `null`. **/
	public static inline function getEnv(s:String):String
		return System.getEnv(s);

	/** Sets the environment variable `s`, or takes it out when `v` is `null`. **/
	public static inline function putEnv(s:String, v:Null<String>):Void
		System.putEnv(s, v);

	/** All environment variables. **/
	public static function environment():Map<String, String> {
		final out = new Map<String, String>();
		final pairs = System.environment();
		var i = 0;
		while (i + 1 < pairs.length) {
			out.set(pairs[i], pairs[i + 1]);
			i += 2;
		}
		return out;
	}

	/** Waits. **/
	public static inline function sleep(seconds:Float):Void
		System.sleep(seconds);

	/** Not settable here; answers false. **/
	public static function setTimeLocale(loc:String):Bool
		return false;

	/** The current directory. **/
	public static inline function getCwd():String
		return System.getCwd();

	public static inline function setCwd(s:String):Void
		System.setCwd(s);

	/** `Linux`, `Mac`, `Windows` or `BSD`. **/
	public static inline function systemName():String
		return System.systemName();

	/** Runs `cmd`, through the shell when `args` is not given, and returns its exit code. **/
	public static inline function command(cmd:String, ?args:Array<String>):Int
		return System.command(cmd, args);

	/** Ends the process. **/
	public static inline function exit(code:Int):Void
		System.exit(code);

	/** Seconds since 1970. **/
	public static inline function time():Float
		return System.time();

	/** Processor seconds used so far. **/
	public static inline function cpuTime():Float
		return System.cpuTime();

	@:deprecated("Use programPath instead")
	public static inline function executablePath():String
		return System.programPath();

	/** The path of the program. **/
	public static inline function programPath():String
		return System.programPath();

	/** Reads one character code from the terminal. **/
	public static function getChar(echo:Bool):Int
		return stdin().readByte();

	public static function stdin():haxe.io.Input
		return @:privateAccess new sys.io.FileInput(rayzor.rt.FileTable.std(0));

	public static function stdout():haxe.io.Output
		return @:privateAccess new sys.io.FileOutput(rayzor.rt.FileTable.std(1));

	public static function stderr():haxe.io.Output
		return @:privateAccess new sys.io.FileOutput(rayzor.rt.FileTable.std(2));
}
