// A child process that is killed, one that fails, and one that cannot be started.
import sys.io.Process;

class Main {
	static function main() {
		var child = new Process("sleep", ["60"]);
		Sys.println(child.exitCode(false));
		child.kill();
		Sys.println(child.exitCode() != 0);
		child.close();
		var shell = new Process("sh", ["-c", "echo out; echo err >&2; exit 3"]);
		Sys.println(shell.stdout.readAll().toString() + shell.stderr.readAll().toString() + shell.exitCode());
		shell.close();
		Sys.println(Sys.command("sh", ["-c", "kill -9 $$"]) != 0);
		Sys.println(Sys.command("sh", ["-c", "exit 4"]));
	}
}
