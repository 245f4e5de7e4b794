// VS Code, real: squiggle, Problems entry, lens, a click on it, the output panel; arguments asked for, a run stopped.
// env: CODE_SERVER (its entry.js), VSIX, SHOTS (where screenshots go)

import assert from 'node:assert';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { command, openFile, openFolder, startEditor } from './editor.mjs';

const here = import.meta.dirname;
const shots = process.env.SHOTS ?? path.join(here, 'shots');
mkdirSync(shots, { recursive: true });
const begin = Date.now();
const lap = (what) => console.log(`${((Date.now() - begin) / 1000).toFixed(1)} s ${what}`);

/** Puts the caret on the line that holds the text. */
async function goTo(page, text) {
  const lines = readFileSync(path.join(here, 'workspace/src/Main.hx'), 'utf8').split('\n');
  const line = lines.findIndex((it) => it.includes(text)) + 1;
  await page.locator('.editor-instance .view-lines').first().click();
  await page.keyboard.press('Control+g');
  await page.locator('.quick-input-widget input').first().fill(`:${line}:12`);
  await page.keyboard.press('Enter');
}

const editor = await startEditor({
  codeServer: process.env.CODE_SERVER, vsix: process.env.VSIX, workspace: path.join(here, 'workspace'),
});
const { page } = editor;
let status = 0;
try {
  lap('editor up, extension installed');
  await openFolder(editor);
  await openFile(page, 'Main.hx');
  await page.locator('.tab.active', { hasText: 'Main.hx' }).waitFor();
  lap('file open');
  await page.locator('.statusbar-item', { hasText: 'Rayzor' }).waitFor({ timeout: 30000 });
  lap('status item: the extension is active');
  await page.locator('.squiggly-error').first().waitFor({ timeout: 30000 });
  lap('squiggle');
  // Before the focus leaves the editor: that would take the lens request back.
  const lens = page.locator('.codelens-decoration a', { hasText: 'Run' }).first();
  await lens.waitFor({ timeout: 30000 });
  lap('lens');
  await page.screenshot({ path: `${shots}/1-squiggle-and-lens.png` });
  await command(page, 'Problems: Focus on Problems View');
  const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'String should be Int' }).first();
  await problem.waitFor({ timeout: 15000 });
  lap(`problem: ${(await problem.innerText()).replace(/\s+/g, ' ')}`);
  await page.screenshot({ path: `${shots}/2-problems.png` });
  await lens.click();
  const output = page.locator('.part.panel .view-lines', { hasText: 'hello' });
  await output.waitFor({ timeout: 30000 });
  assert.match((await output.innerText()).replace(/\u00a0/g, ' '), /hello from main/);
  lap('output of the run');
  await page.screenshot({ path: `${shots}/3-output.png` });

  // A method of an object: the object and the arguments are asked for.
  const panel = page.locator('.part.panel .view-lines');
  const shows = async (text) => {
    await panel.filter({ hasText: text }).waitFor({ timeout: 30000 });
    lap(`output: ${text}`);
  };
  const answer = async (prompt, text) => {
    const box = page.locator('.quick-input-widget', { hasText: prompt });
    await box.waitFor({ timeout: 15000 });
    await box.locator('input').first().fill(text);
    await page.keyboard.press('Enter');
  };
  await goTo(page, 'function plus');
  await command(page, 'Rayzor: Run Function at Cursor');
  await answer('The object', 'new Main(40)');
  await answer('Arguments', '2');
  await shows('= 42');
  // Output comes while the function runs; what does not end is stopped.
  await goTo(page, 'function forever');
  await command(page, 'Rayzor: Run Function at Cursor');
  await shows('started');
  await command(page, 'Rayzor: Stop the Run');
  await shows('stopped');
  await page.screenshot({ path: `${shots}/4-stopped.png` });
  console.log('1 passed, 0 failed');
} catch (error) {
  status = 1;
  console.log(error.stack);
  console.log(editor.consoleLog.slice(-30).join('\n'));
  await page.screenshot({ path: `${shots}/failed.png` }).catch(() => {});
  console.log('0 passed, 1 failed');
}
await editor.stop();
process.exit(status);
