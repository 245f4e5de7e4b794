-- For Neovim 0.11 and later: `vim.lsp.enable('rayzor')` is enough.
return {
  cmd = { 'rayzor-lsp', '--stdio' },
  filetypes = { 'haxe', 'hxml' },
  root_markers = { 'build.hxml', 'haxelib.json', '.haxerc', '.git' },
}
