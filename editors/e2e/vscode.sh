#!/usr/bin/env bash
# End to end in VS Code. usage: vscode.sh SERVER CODE-SERVER-DIR
# Packages the extension with the server inside, installs it and drives it as a person would.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
server=$(realpath "$1")
cache=$(mkdir -p "$2" && realpath "$2")
bash "$here/install-code-server.sh" "$cache"
cd "$here/../vscode"
[ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error
npx tsc --noEmit -p .
RAYZOR_SERVER=$server npm run --silent package
cd "$here"
[ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error
CODE_SERVER=$cache/node_modules/code-server/out/node/entry.js VSIX=$here/../vscode/rayzor-haxe.vsix node vscode.mjs
