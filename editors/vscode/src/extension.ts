// The client: starts the server, shows its state, and gives the run commands a place in the editor.

import * as vscode from 'vscode';
import { ExecuteCommandRequest, LanguageClient, LanguageClientOptions, Location, Position, State } from 'vscode-languageclient/node';
import { Runs } from './runs';
import { findServer } from './server';

/** For tests. */
export interface Api {
  client(): LanguageClient | undefined;
}

interface RunArguments {
  uri: string;
  field: string;
  object?: string;
  args?: string[];
}

/** What the server says about a function that can run. */
interface Runnable {
  field: string;
  needsObject: boolean;
  needsArguments: boolean;
  parameters: string[];
  object: string | null;
  args: string[] | null;
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
  register('rayzor.runAgain', () => client?.sendRequest(ExecuteCommandRequest.type, { command: 'rayzor.rerun' }));
  register('rayzor.stopRun', () => client?.sendRequest(ExecuteCommandRequest.type, { command: 'rayzor.stop' }));
  register('rayzor.showReferences', (uri: string, position: Position, locations: Location[]) => {
    const convert = client?.protocol2CodeConverter;
    return convert && vscode.commands.executeCommand('editor.action.showReferences',
      vscode.Uri.parse(uri), convert.asPosition(position), locations.map(convert.asLocation));
  });
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
      initializationOptions: { ...config, runNotifications: true, showReferences: true },
      synchronize: { configurationSection: 'rayzor' },
      middleware: {
        executeCommand: async (command, args, next) => {
          if ((command === 'rayzor.run' || command === 'rayzor.runWith') && !vscode.workspace.isTrusted) {
            void vscode.window.showWarningMessage('Rayzor runs code only in a trusted workspace.');
            return undefined;
          }
          const run = args[0] as RunArguments | undefined;
          if (command === 'rayzor.runWith' && run !== undefined && run.args === undefined) {
            const given = await askForArguments(context.workspaceState, run);
            if (given === undefined) {
              return undefined;
            }
            args = [given];
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

/** Asks for the object and the arguments; what was given last time stands there already. */
async function askForArguments(memory: vscode.Memento, run: RunArguments): Promise<RunArguments | undefined> {
  const runnable = await client?.sendRequest<Runnable | null>('rayzor/runnable', { uri: run.uri, field: run.field });
  const key = `run ${run.uri} ${run.field}`;
  const last = memory.get<{ object?: string; args?: string[] }>(key);
  const given: RunArguments = { ...run, args: [] };
  if (runnable?.needsObject === true) {
    const owner = run.field.split('.').slice(0, -1).join('.');
    given.object = await vscode.window.showInputBox({
      title: `Run ${run.field}`,
      prompt: 'The object, as a Haxe expression',
      value: runnable.object ?? last?.object ?? `new ${owner}()`,
    });
    if (given.object === undefined) {
      return undefined;
    }
  }
  if (runnable === null || runnable === undefined || runnable.parameters.length > 0) {
    const parameters = runnable?.parameters.join(', ') ?? '';
    const text = await vscode.window.showInputBox({
      title: `Run ${run.field}(${parameters})`,
      prompt: 'Arguments, as Haxe expressions: 1, "two", [3]',
      value: (runnable?.args ?? last?.args ?? []).join(', '),
    });
    if (text === undefined) {
      return undefined;
    }
    given.args = text.trim() === '' ? [] : [text];
  }
  await memory.update(key, { object: given.object, args: given.args });
  return given;
}

/** The function around the cursor. */
async function runAtCursor(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || client === undefined) {
    return;
  }
  const uri = editor.document.uri.toString();
  const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
  const runnable = await client.sendRequest<Runnable | null>('rayzor/runnable', { uri, position });
  if (runnable === null) {
    void vscode.window.showInformationMessage('Rayzor: no function that can run is here.');
    return;
  }
  const command = runnable.needsObject || runnable.needsArguments ? 'rayzor.runWith' : 'rayzor.run';
  await vscode.commands.executeCommand(command, { uri, field: runnable.field });
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
  const stage = await vscode.window.showQuickPick(['tree', 'items', 'body', 'types', 'mir', 'mir-opt', 'clif', 'asm'], { title: 'Stage' });
  if (stage === undefined) {
    return;
  }
  const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
  let text: string;
  try {
    text = await client.sendRequest<string>('rayzor/dump', { uri: editor.document.uri.toString(), stage, position });
  } catch (error) {
    void vscode.window.showErrorMessage(`Rayzor: ${error instanceof Error ? error.message : String(error)}`);
    return;
  }
  const document = await vscode.workspace.openTextDocument({ content: text, language: 'plaintext' });
  await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
}
