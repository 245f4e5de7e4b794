-- Rayzor for Neovim 0.7 and later.
--
--   require('rayzor').setup({ cmd = { 'rayzor-lsp', '--stdio' } })
--
-- starts the server for Haxe files and shows what runs print. `:RayzorRun` runs the function at the cursor,
-- `:RayzorRerun` the last one once more, `:RayzorStop` stops it, `:RayzorDump asm` shows its code.

local M = {}

M.config = {
  cmd = { 'rayzor-lsp', '--stdio' },
  root_markers = { 'build.hxml', 'haxelib.json', '.haxerc', '.git' },
  settings = {},
  -- Called with each piece of output and with the end of a run; the default writes them to a split.
  on_output = nil,
  on_done = nil,
}

local uv = vim.loop
local clients = {} -- root -> client id, where vim.lsp.start does not exist
local output = nil -- the buffer that shows what runs print

local function output_buffer()
  if output == nil or not vim.api.nvim_buf_is_valid(output) then
    output = vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_name(output, 'rayzor://runs')
  end
  return output
end

local function show(text)
  local buf = output_buffer()
  local last = vim.api.nvim_buf_line_count(buf)
  local line = vim.api.nvim_buf_get_lines(buf, last - 1, last, false)[1]
  vim.api.nvim_buf_set_lines(buf, last - 1, last, false, vim.split(line .. text, '\n', { plain = true }))
  local window = vim.fn.bufwinid(buf)
  if window == -1 then
    vim.cmd('botright 8split')
    window = vim.api.nvim_get_current_win()
    vim.api.nvim_win_set_buf(window, buf)
    vim.cmd('wincmd p')
  end
  vim.api.nvim_win_set_cursor(window, { vim.api.nvim_buf_line_count(buf), 0 })
end

local function handlers()
  return {
    ['rayzor/runOutput'] = function(_, message)
      (M.config.on_output or function(it) show(it.text) end)(message)
    end,
    ['rayzor/runDone'] = function(_, message)
      (M.config.on_done or function(it)
        local result = it.value and (' = ' .. it.value) or (it.message and (': ' .. it.message) or '')
        show(('■ %s%s (%.1f ms)\n'):format(it.field, result, it.milliseconds))
      end)(message)
    end,
  }
end

local function client_config(root)
  return {
    name = 'rayzor',
    cmd = M.config.cmd,
    root_dir = root,
    handlers = handlers(),
    settings = M.config.settings,
    init_options = vim.tbl_extend('force', { runNotifications = true }, M.config.settings.rayzor or {}),
    workspace_folders = { { uri = vim.uri_from_fname(root), name = vim.fn.fnamemodify(root, ':t') } },
  }
end

--- The directory that a file's project starts in.
function M.root(file)
  local start = vim.fn.fnamemodify(file, ':p:h')
  local dir = start
  while true do
    for _, marker in ipairs(M.config.root_markers) do
      if uv.fs_stat(dir .. '/' .. marker) then return dir end
    end
    local up = vim.fn.fnamemodify(dir, ':h')
    if up == dir then return start end
    dir = up
  end
end

--- Starts the server for `buf`, or joins the one that runs for its project.
function M.attach(buf)
  local root = M.root(vim.api.nvim_buf_get_name(buf))
  local config = client_config(root)
  if vim.lsp.start then return vim.lsp.start(config, { bufnr = buf }) end
  config.on_exit = function() clients[root] = nil end
  clients[root] = clients[root] or vim.lsp.start_client(config)
  if clients[root] then vim.lsp.buf_attach_client(buf, clients[root]) end
  return clients[root]
end

local function active_clients()
  local all = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  return vim.tbl_filter(function(it) return it.name == 'rayzor' end, all)
end

local function request(client, method, params, callback)
  if vim.fn.has('nvim-0.11') == 1 then return client:request(method, params, callback, 0) end
  return client.request(method, params, callback, 0)
end

local function no_server() return vim.notify('rayzor: no server runs', vim.log.levels.WARN) end

local function ask(prompt, default, callback)
  if vim.ui and vim.ui.input then return vim.ui.input({ prompt = prompt, default = default }, callback) end
  callback(vim.fn.input(prompt, default))
end

--- What the server is told about a cursor: columns in its own units.
local function cursor_position(client)
  return vim.lsp.util.make_position_params(0, client.offset_encoding).position
end

--- Runs the function around the cursor; asks for the object and the arguments if it needs some.
function M.run()
  local client = active_clients()[1]
  if not client then return no_server() end
  local uri = vim.uri_from_bufnr(0)
  local at = { uri = uri, position = cursor_position(client) }
  request(client, 'rayzor/runnable', at, function(err, runnable)
    if err then return vim.notify('rayzor: ' .. err.message, vim.log.levels.ERROR) end
    if not runnable or runnable == vim.NIL then return vim.notify('rayzor: no function that can run is here') end
    local function given(value) return value ~= vim.NIL and value or nil end
    local function start(object, args)
      local argument = { uri = uri, field = runnable.field, object = object, args = args }
      local command = { command = 'rayzor.run', arguments = { argument } }
      request(client, 'workspace/executeCommand', command, function() end)
    end
    local function with_arguments(object)
      if not runnable.needsArguments then return start(object, object and {} or nil) end
      local prompt = ('%s(%s): '):format(runnable.field, table.concat(runnable.parameters, ', '))
      ask(prompt, table.concat(given(runnable.args) or {}, ', '), function(text)
        if text then start(object, { text }) end
      end)
    end
    if not runnable.needsObject then return with_arguments(nil) end
    local owner = runnable.field:match('^(.*)%.') or ''
    ask('Object: ', given(runnable.object) or ('new %s()'):format(owner), function(text)
      if text then with_arguments(text) end
    end)
  end)
end

--- Runs what was run last once more.
function M.rerun()
  local client = active_clients()[1]
  if not client then return no_server() end
  request(client, 'workspace/executeCommand', { command = 'rayzor.rerun' }, function(err)
    if err then vim.notify('rayzor: ' .. err.message, vim.log.levels.WARN) end
  end)
end

--- Shows the function at the cursor as one stage of the compiler sees it, in a split.
function M.dump(stage)
  local client = active_clients()[1]
  if not client then return no_server() end
  local params = { uri = vim.uri_from_bufnr(0), stage = stage, position = cursor_position(client) }
  request(client, 'rayzor/dump', params, function(err, text)
    if err then return vim.notify('rayzor: ' .. err.message, vim.log.levels.ERROR) end
    vim.cmd('botright vnew')
    local buf = vim.api.nvim_get_current_buf()
    vim.bo[buf].buftype = 'nofile'
    vim.bo[buf].bufhidden = 'wipe'
    vim.api.nvim_buf_set_lines(buf, 0, -1, false, vim.split(text, '\n', { plain = true }))
  end)
end

function M.stop()
  local client = active_clients()[1]
  if client then request(client, 'workspace/executeCommand', { command = 'rayzor.stop' }, function() end) end
end

function M.setup(options)
  M.config = vim.tbl_deep_extend('force', M.config, options or {})
  if vim.lsp.config and vim.lsp.enable then -- 0.11 and later
    vim.lsp.config('rayzor', {
      cmd = M.config.cmd,
      root_markers = M.config.root_markers,
      handlers = handlers(),
      settings = M.config.settings,
      init_options = { runNotifications = true },
    })
    vim.lsp.enable('rayzor')
  else
    local group = vim.api.nvim_create_augroup('rayzor', { clear = true })
    vim.api.nvim_create_autocmd('FileType', {
      group = group,
      pattern = { 'haxe', 'hxml' },
      callback = function(event) M.attach(event.buf or vim.api.nvim_get_current_buf()) end,
    })
  end
  vim.api.nvim_create_user_command('RayzorRun', M.run, { desc = 'Run the function at the cursor' })
  vim.api.nvim_create_user_command('RayzorRerun', M.rerun, { desc = 'Run the last function once more' })
  vim.api.nvim_create_user_command('RayzorDump', function(it) M.dump(it.args) end, {
    desc = 'Show the function at the cursor as a stage of the compiler sees it',
    nargs = 1,
    complete = function() return { 'tree', 'items', 'body', 'types', 'mir', 'mir-opt', 'clif', 'asm' } end,
  })
  vim.api.nvim_create_user_command('RayzorStop', M.stop, { desc = 'Stop the run' })
end

return M
