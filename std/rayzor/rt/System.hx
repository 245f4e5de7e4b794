package rayzor.rt;

/** The process, for `Sys`. **/
@:noCompletion extern class System {
	@:rt("rayzor_sys_print") static function print(s:String):Void;
	@:rt("rayzor_sys_println") static function println(s:String):Void;
	@:rt("rayzor_sys_args") static function args():Array<String>;
	@:rt("rayzor_sys_get_env") static function getEnv(s:String):String;
	@:rt("rayzor_sys_put_env") static function putEnv(s:String, v:String):Void;
	/** Names and values in turn. **/
	@:rt("rayzor_sys_environment") static function environment():Array<String>;
	@:rt("rayzor_sys_sleep") static function sleep(seconds:Float):Void;
	@:rt("rayzor_sys_get_cwd") static function getCwd():String;
	@:rt("rayzor_sys_set_cwd") static function setCwd(s:String):Void;
	@:rt("rayzor_sys_system_name") static function systemName():String;
	@:rt("rayzor_sys_command") static function command(cmd:String, args:Array<String>):Int;
	@:rt("rayzor_sys_exit") static function exit(code:Int):Void;
	@:rt("rayzor_sys_time") static function time():Float;
	@:rt("rayzor_sys_cpu_time") static function cpuTime():Float;
	@:rt("rayzor_sys_program_path") static function programPath():String;
}
