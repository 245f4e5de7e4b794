package sys.io;

import rayzor.rt.FileTable;

/** A process started by this one. **/
class Process {
	/** What it writes. **/
	public var stdout(default, null):haxe.io.Input;

	/** What it writes as errors. **/
	public var stderr(default, null):haxe.io.Input;

	/** What it reads. **/
	public var stdin(default, null):haxe.io.Output;

	final p:Dynamic;

	/** Starts `cmd`, through the shell when `args` is not given. **/
	public function new(cmd:String, ?args:Array<String>, ?detached:Bool) {
		p = FileTable.processStart(cmd, args, detached == true);
		stdin = new FileOutput(FileTable.processPipe(p, 0));
		stdout = new FileInput(FileTable.processPipe(p, 1));
		stderr = new FileInput(FileTable.processPipe(p, 2));
	}

	public function getPid():Int
		return FileTable.processPid(p);

	/** The exit code; waits for it unless `block` is false, then `null` while it runs. **/
	public function exitCode(block:Bool = true):Null<Int>
		return FileTable.processExitCode(p, block);

	public function close():Void
		FileTable.processClose(p);

	public function kill():Void
		FileTable.processKill(p);
}
