#!/usr/bin/env bash
# End to end in Emacs with eglot, set up as docs/editors.md says. usage: emacs.sh SERVER [EMACS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
server=$(realpath "$1"); emacs=${2:-emacs}
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/bin"; ln -s "$server" "$tmp/bin/rayzor-lsp"; cp -r "$here/workspace" "$tmp/ws"; git init -q "$tmp/ws"
awk '/^```elisp/ { on = 1; next } /^```/ { on = 0 } on' "$here/../../docs/editors.md" > "$tmp/setup.el"
export SETUP=$tmp/setup.el FILE=$tmp/ws/src/Main.hx PATH=$tmp/bin:$PATH HOME=$tmp
timeout 120 "$emacs" --batch -q -l "$here/emacs.el"
