// Bundles the extension into dist/, and puts the licence and, where it was built, the server beside it.
import { build } from 'esbuild';
import { chmodSync, cpSync, existsSync, mkdirSync } from 'node:fs';

const production = process.argv.includes('--production');
await build({
  entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', bundle: true, platform: 'node', target: 'node20',
  format: 'cjs', external: ['vscode'], sourcemap: !production, minify: production, logLevel: 'info',
});
cpSync('../../LICENSE-MIT', 'LICENSE');

const name = process.platform === 'win32' ? 'rayzor-lsp.exe' : 'rayzor-lsp';
const server = process.env.RAYZOR_SERVER ?? `../../target/release/${name}`;
if (existsSync(server)) {
  mkdirSync('server', { recursive: true });
  cpSync(server, `server/${name}`);
  chmodSync(`server/${name}`, 0o755);
}
