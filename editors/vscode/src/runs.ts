// What a run says: the server's own notifications, shown in an output channel.

import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/node';

export interface RunOutput {
  id: number;
  field: string;
  stream: 'stdout' | 'stderr';
  text: string;
}

export interface RunDone {
  id: number;
  field: string;
  status: 'ok' | 'exception' | 'limit' | 'cancelled' | 'refused' | 'crashed';
  value?: string;
  message?: string;
  milliseconds: number;
}

export class Runs {
  readonly channel = vscode.window.createOutputChannel('Rayzor Runs');

  listen(client: LanguageClient): void {
    client.onNotification('rayzor/runOutput', (output: RunOutput) => this.channel.append(output.text));
    client.onNotification('rayzor/runDone', (done: RunDone) => this.channel.appendLine(summary(done)));
  }

  begin(field: string): void {
    this.channel.appendLine(`▶ ${field}`);
    this.channel.show(true);
  }
}

function summary(done: RunDone): string {
  const time = `${done.milliseconds.toFixed(1)} ms`;
  switch (done.status) {
    case 'ok':
      return done.value === undefined ? `■ ${done.field} (${time})` : `■ ${done.field} = ${done.value} (${time})`;
    default:
      return `■ ${done.field}: ${done.message ?? done.status} (${time})`;
  }
}
