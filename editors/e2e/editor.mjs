// Starts VS Code (code-server) and a headless Chromium on it, each with a home of its own.

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const freePort = () =>
  new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

const settings = {
  'telemetry.telemetryLevel': 'off', 'update.mode': 'none', 'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false, 'extensions.ignoreRecommendations': true, 'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false, 'workbench.enableExperiments': false, 'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false, 'workbench.secondarySideBar.defaultVisibility': 'hidden', 'git.enabled': false,
  'npm.autoDetect': 'off', 'files.autoSave': 'off', 'editor.accessibilitySupport': 'off', 'editor.minimap.enabled': false,
  'security.workspace.trust.banner': 'never', 'window.confirmBeforeClose': 'never',
};

/** `codeServer` is code-server's entry.js, `vsix` the packaged extension, `workspace` a folder that is copied. */
export async function startEditor({ codeServer, vsix, workspace }) {
  const base = mkdtempSync(path.join(tmpdir(), 'rayzor-vscode-'));
  const directory = (name) => {
    const res = path.join(base, name);
    mkdirSync(res, { recursive: true });
    return res;
  };
  const data = directory('data');
  const extensions = directory('extensions');
  const home = directory('home');
  const folder = path.join(base, 'workspace');
  cpSync(workspace, folder, { recursive: true });
  mkdirSync(path.join(data, 'User'), { recursive: true });
  writeFileSync(path.join(data, 'User/settings.json'), JSON.stringify(settings));
  writeFileSync(path.join(base, 'config.yaml'), 'auth: none\ncert: false\n');
  const env = {
    PATH: process.env.PATH, LANG: 'C.UTF-8', HOME: home, XDG_DATA_HOME: path.join(home, 'data'),
    XDG_CONFIG_HOME: path.join(home, 'config'), XDG_CACHE_HOME: path.join(home, 'cache'), EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
  const common = ['--user-data-dir', data, '--extensions-dir', extensions, '--config', path.join(base, 'config.yaml')];
  const install = spawnSync(process.execPath, [codeServer, ...common, '--install-extension', vsix], { env, encoding: 'utf8', timeout: 60000 });
  if (install.status !== 0) {
    throw new Error(`the extension cannot be installed: ${install.stdout}${install.stderr}`);
  }
  const port = await freePort();
  const log = createWriteStream(path.join(base, 'server.log'));
  const server = spawn(
    process.execPath,
    [codeServer, ...common, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check',
      '--disable-getting-started-override', '--disable-workspace-trust'],
    { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  server.stdout.pipe(log, { end: false });
  server.stderr.pipe(log, { end: false });
  const kill = (signal) => {
    try {
      process.kill(-server.pid, signal);
    } catch {
      // Already gone.
    }
  };
  process.once('exit', () => kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  for (const until = Date.now() + 60000; ; ) {
    try {
      if ((await fetch(`${url}/healthz`)).ok) break;
    } catch {
      // Not yet.
    }
    if (server.exitCode !== null || Date.now() > until) {
      throw new Error(`code-server did not start, see ${base}/server.log`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  const context = await chromium.launchPersistentContext(path.join(base, 'chromium'), {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, viewport: { width: 1280, height: 800 },
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  });
  // No request leaves the machine.
  await context.route(/^(?!http:\/\/127\.0\.0\.1|ws:|data:|blob:|vscode-)/, (route) => route.abort());
  const page = context.pages()[0] ?? (await context.newPage());
  const consoleLog = [];
  page.on('console', (message) => consoleLog.push(`${message.type()}: ${message.text()}`));
  const stop = async () => {
    await context.close().catch(() => {});
    const gone = new Promise((done) => server.once('exit', done));
    kill('SIGTERM');
    const timer = setTimeout(() => kill('SIGKILL'), 5000);
    if (server.exitCode === null) await gone;
    clearTimeout(timer);
    log.end();
    rmSync(base, { recursive: true, force: true, maxRetries: 5 });
  };
  return { base, folder, url, page, consoleLog, stop };
}

/** Keys pressed before the workbench is up are lost, so this waits for the explorer. */
export async function openFolder(editor) {
  await editor.page.goto(`${editor.url}/?folder=${encodeURIComponent(editor.folder)}`);
  await editor.page.locator('.monaco-workbench').waitFor({ timeout: 60000 });
  await editor.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60000 });
}

async function quickInput(page, key) {
  const input = page.locator('.quick-input-widget input.input');
  for (let tries = 0; ; tries++) {
    await page.keyboard.press(key);
    try {
      await input.waitFor({ state: 'visible', timeout: 3000 });
      return input;
    } catch (error) {
      if (tries === 9) throw error;
    }
  }
}

export async function command(page, title) {
  const input = await quickInput(page, 'F1');
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await page.keyboard.press('Enter');
}

export async function openFile(page, name) {
  const input = await quickInput(page, 'Control+P');
  await input.fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: path.basename(name) }).first().waitFor();
  await page.keyboard.press('Enter');
}
