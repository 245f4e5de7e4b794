// The client: starts the server, shows its state, and gives the run commands a place in the editor.

import * as vscode from 'vscode';
import { ExecuteCommandRequest, LanguageClient, LanguageClientOptions, State } from 'vscode-languageclient/node';
import { Runs } from './runs';
import { findServer } from './server';

/** For tests. */
export interface Api {
  client(): LanguageClient | undefined;
}

interface RunArguments {
  uri: string;
  field: string;
  args?: string[];
}

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const log = vscode.window.createOutputChannel('Rayzor', { log: true });
  const runs = new Runs();
  const status = vscode.window.createStatusBarItem('rayzor.status', vscode.StatusBarAlignment.Left, 10);
  status.name = 'Rayzor';
  status.command = 'rayzor.showLog';
  context.subscriptions.push(log, runs.channel, status);

  const register = (name: string, run: (...args: never[]) => unknown) =>
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  register('rayzor.showLog', () => log.show(true));
  register('rayzor.restart', async () => {
    await client?.dispose();
    await start();
  });
  register('rayzor.runAtCursor', () => runAtCursor());
  register('rayzor.stopRun', () => client?.sendRequest(ExecuteCommandRequest.type, { command: 'rayzor.stop' }));
  register('rayzor.selectBuild', () => selectBuild());
  register('rayzor.showStage', () => showStage());
  context.subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(() => vscode.commands.executeCommand('rayzor.restart')));

  async function start(): Promise<void> {
    const config = vscode.workspace.getConfiguration('rayzor');
    const isTrusted = vscode.workspace.isTrusted;
    const found = findServer(isTrusted ? config.get('server.path', '') : '', context.extensionPath, process.env.PATH);
    if (found === undefined) {
      const settings = 'Open settings';
      const answer = await vscode.window.showErrorMessage(
        'Rayzor: no language server found. Set rayzor.server.path, or put rayzor-lsp on PATH.', settings);
      if (answer === settings) {
        await vscode.commands.executeCommand('workbench.action.openSettings', 'rayzor.server.path');
      }
      return;
    }
    log.info(`server: ${found.command} (${found.from})`);
    const program = { command: found.command, args: ['--stdio', ...(isTrusted ? config.get<string[]>('server.args', []) : [])] };
    const options: LanguageClientOptions = {
      documentSelector: [
        { scheme: 'file', language: 'haxe' },
        { scheme: 'untitled', language: 'haxe' },
        { scheme: 'file', language: 'hxml' },
      ],
      outputChannel: log,
      initializationOptions: { ...config, runNotifications: true },
      synchronize: { configurationSection: 'rayzor' },
      middleware: {
        executeCommand: async (command, args, next) => {
          if ((command === 'rayzor.run' || command === 'rayzor.runWith') && !vscode.workspace.isTrusted) {
            void vscode.window.showWarningMessage('Rayzor runs code only in a trusted workspace.');
            return undefined;
          }
          const run = args[0] as RunArguments | undefined;
          if (command === 'rayzor.runWith' && run !== undefined && run.args === undefined) {
            const given = await askForArguments(run.field);
            if (given === undefined) {
              return undefined;
            }
            args = [{ ...run, args: given }];
          }
          if (run !== undefined && (command === 'rayzor.run' || command === 'rayzor.runWith')) {
            runs.begin(run.field);
          }
          return next(command, args);
        },
      },
    };
    client = new LanguageClient('rayzor', 'Rayzor', { run: program, debug: program }, options);
    client.onDidChangeState((event) => {
      const icon = event.newState === State.Running ? '$(check)' : event.newState === State.Starting ? '$(sync~spin)' : '$(error)';
      status.text = `${icon} Rayzor`;
      status.show();
    });
    runs.listen(client);
    await client.start();
  }

  await start();
  return { client: () => client };
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** Haxe expressions, one for each parameter, separated as in a call. */
async function askForArguments(field: string): Promise<string[] | undefined> {
  const text = await vscode.window.showInputBox({ title: `Run ${field}`, prompt: 'Arguments, as Haxe expressions: 1, "two", [3]' });
  if (text === undefined) {
    return undefined;
  }
  return text.trim() === '' ? [] : [text];
}

/** The innermost function that has a lens and holds the cursor. */
async function runAtCursor(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return;
  }
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', editor.document.uri, 500);
  const line = editor.selection.active.line;
  const above = lenses.filter((it) => it.command?.command.startsWith('rayzor.run') && it.range.start.line <= line);
  const last = above.sort((a, b) => a.range.start.line - b.range.start.line).pop();
  if (last?.command === undefined) {
    void vscode.window.showInformationMessage('Rayzor: no function that can run is here.');
    return;
  }
  await vscode.commands.executeCommand(last.command.command, ...(last.command.arguments ?? []));
}

async function selectBuild(): Promise<void> {
  const status = await client?.sendRequest<{ builds: string[] }>('rayzor/status');
  const chosen = await vscode.window.showQuickPick(status?.builds ?? [], { title: 'Build configuration' });
  if (chosen !== undefined) {
    await vscode.workspace.getConfiguration('rayzor').update('configuration', chosen, vscode.ConfigurationTarget.Workspace);
  }
}

async function showStage(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || client === undefined) {
    return;
  }
  const stage = await vscode.window.showQuickPick(['tree', 'items', 'body', 'types', 'mir', 'clif', 'asm'], { title: 'Stage' });
  if (stage === undefined) {
    return;
  }
  const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
  const text = await client.sendRequest<string>('rayzor/dump', { uri: editor.document.uri.toString(), stage, position });
  const document = await vscode.workspace.openTextDocument({ content: text, language: 'plaintext' });
  await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
}
