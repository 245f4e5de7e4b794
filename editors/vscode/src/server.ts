// Finding the server. Knows nothing of VS Code, so that it can be tested with node alone.

import * as fs from 'node:fs';
import * as path from 'node:path';

export interface Found {
  command: string;
  /** Where it was found, for the log. */
  from: 'setting' | 'extension' | 'PATH';
}

const programName = process.platform === 'win32' ? 'rayzor-lsp.exe' : 'rayzor-lsp';

/** The setting, then the one shipped with the extension, then PATH. */
export function findServer(setting: string, extensionPath: string, searchPath: string | undefined): Found | undefined {
  if (setting !== '') {
    return isProgram(setting) ? { command: setting, from: 'setting' } : undefined;
  }
  const bundled = path.join(extensionPath, 'server', programName);
  if (isProgram(bundled)) {
    return { command: bundled, from: 'extension' };
  }
  for (const dir of (searchPath ?? '').split(path.delimiter)) {
    const candidate = path.join(dir, programName);
    if (dir !== '' && isProgram(candidate)) {
      return { command: candidate, from: 'PATH' };
    }
  }
  return undefined;
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
