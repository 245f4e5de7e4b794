#!/usr/bin/env bash
# Installs code-server (VS Code in a browser) into a directory, from npm and Debian alone.
# usage: install-code-server.sh DIR
# It is a cache: the script returns at once when the directory is complete.
set -euo pipefail
dir=$1
version=${CODE_SERVER_VERSION:-4.100.3} # 4.100: Node 20
nodedir=${NODEDIR:-/usr}                # where include/node/node_api.h is
want="$version $(node -p 'process.versions.modules') v1"
if [ "$(cat "$dir/.done" 2>/dev/null)" = "$want" ]; then
  echo "code-server $version: already there"
  exit 0
fi
packages=(chromium fonts-dejavu-core ripgrep g++ make python3)
if ! dpkg -s "${packages[@]}" >/dev/null 2>&1; then
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${packages[@]}"
fi
rm -rf "$dir"
mkdir -p "$dir"
cd "$dir"
echo "{\"private\":true,\"dependencies\":{\"code-server\":\"$version\"}}" > package.json
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false
# Without scripts: they would fetch prebuilt binaries from elsewhere. What is native is built below.
npm install --ignore-scripts --omit=dev --loglevel=error
vscode=$dir/node_modules/code-server/lib/vscode
(cd "$vscode" && npm install --ignore-scripts --omit=dev --loglevel=error)
gyp=$(dirname "$(readlink -f "$(command -v npm)")")/../node_modules/node-gyp/bin/node-gyp.js
modules=("$dir/node_modules/argon2" "$vscode/node_modules/@vscode/spdlog" "$vscode/node_modules/native-watchdog"
  "$vscode/node_modules/@vscode/native-watchdog" "$vscode/node_modules/node-pty")
for module in "${modules[@]}"; do
  [ -f "$module/binding.gyp" ] || continue
  [ -d "$module/prebuilds/linux-x64" ] && continue
  options=()
  if [ "$(basename "$module")" = argon2 ]; then
    options=(--napi_version=3 --module_name=argon2 "--module_path=$module/lib/binding/napi-v3" --napi_build_version=3)
  fi
  (cd "$module" && node "$gyp" rebuild --nodedir="$nodedir" "${options[@]}" > gyp.log 2>&1) || {
    tail -20 "$module/gyp.log"
    exit 1
  }
done
if [ -d "$vscode/node_modules/@vscode/ripgrep" ]; then
  mkdir -p "$vscode/node_modules/@vscode/ripgrep/bin"
  ln -sf "$(command -v rg)" "$vscode/node_modules/@vscode/ripgrep/bin/rg"
fi
# Grammars look for their wasm there.
ln -sfn node_modules "$vscode/node_modules.asar"
rm -rf "$vscode"/node_modules/@parcel/watcher-linux-x64-musl
find . -name obj.target -type d -prune -exec rm -rf {} +
echo "$want" > .done
