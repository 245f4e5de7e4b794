#!/usr/bin/env bash
# End to end in Neovim. usage: nvim.sh SERVER [NVIM]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
server=$(realpath "$1"); nvim=${2:-nvim}
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
mkdir -p "$tmp"/{config,data,state,cache}; cp -r "$here/workspace" "$tmp/ws"
export XDG_CONFIG_HOME=$tmp/config XDG_DATA_HOME=$tmp/data XDG_STATE_HOME=$tmp/state XDG_CACHE_HOME=$tmp/cache
export SERVER=$server ROOT=$tmp/ws FILE=$tmp/ws/src/Main.hx
timeout 120 "$nvim" --headless -u NONE -i NONE -n --cmd "set rtp^=$here/../nvim" -c 'filetype on' -S "$here/nvim.lua" </dev/null || {
  find "$tmp" -name lsp.log -exec tail -50 {} +
  exit 1
}
