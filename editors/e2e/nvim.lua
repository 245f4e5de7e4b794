-- Neovim, headless, as a user has it: the plugin on the runtime path, a folder, a file.
-- env: SERVER (the server's path), FILE (the file to open), ROOT (its project)

local failed, passed = 0, 0
local function say(text) io.stdout:write(text .. '\n') end
local function check(name, ok, detail)
  if ok then passed = passed + 1 else failed = failed + 1 end
  say((ok and 'ok ' or 'not ok ') .. name .. (detail ~= nil and (' - ' .. tostring(detail)) or ''))
end
local function finish()
  say(('%d passed, %d failed'):format(passed, failed))
  vim.cmd(failed == 0 and 'qall!' or 'cquit 1')
end

local ok, err = xpcall(function()
  local version = vim.version()
  say(('nvim %d.%d.%d'):format(version.major, version.minor, version.patch))
  local output, done = {}, {}
  require('rayzor').setup({
    cmd = { vim.env.SERVER, '--stdio' },
    on_output = function(it) output[#output + 1] = it.text end,
    on_done = function(it) done[#done + 1] = it end,
  })
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.FILE))
  local buf = vim.api.nvim_get_current_buf()
  check('file type', vim.bo[buf].filetype == 'haxe', vim.bo[buf].filetype)

  local function of_code(code)
    for _, it in ipairs(vim.diagnostic.get(buf)) do
      if it.code == code or (it.user_data and it.user_data.lsp and it.user_data.lsp.code == code) then return it end
    end
  end
  local function shown(code, line, column)
    vim.wait(10000, function() return of_code(code) ~= nil end, 20)
    local it = of_code(code)
    check(code, it and it.lnum == line and it.col == column, it and ('%d:%d %s'):format(it.lnum, it.col, it.message))
  end
  local active = vim.lsp.get_clients or vim.lsp.get_active_clients
  vim.wait(10000, function() return #active() > 0 end, 20)
  local clients = active()
  check('one client', #clients == 1 and vim.fn.resolve(clients[1].config.root_dir) == vim.fn.resolve(vim.env.ROOT))
  -- Columns are bytes here: the emoji before the error has four.
  shown('type-mismatch', 10, 30)
  shown('use-before-define', 16, 9)

  -- Another function above which a broken one stands still runs.
  local function run_at(line, what)
    local n_done = #done
    vim.api.nvim_win_set_cursor(0, { line, 0 })
    if vim.lsp.codelens.enable then vim.lsp.codelens.enable(true, { bufnr = buf }) else vim.lsp.codelens.refresh() end
    vim.wait(10000, function() return #(vim.lsp.codelens.get(buf) or {}) > 0 end, 20)
    vim.lsp.codelens.run()
    vim.wait(20000, function() return #done > n_done end, 20)
    return done[#done]
  end
  local result = run_at(2)
  check('main runs', result and result.status == 'ok', result and result.message)
  check('its output arrives', table.concat(output):match('hello from main') ~= nil, table.concat(output))
  result = run_at(6)
  check('answer runs', result and result.value == '42', result and (result.value or result.message))

  vim.api.nvim_buf_set_lines(buf, 10, 11, false, { '\t\tvar s = "😀"; var n:Int = 1;' })
  vim.api.nvim_buf_set_lines(buf, 15, 16, false, { '\t\tvar x:Int = 2;' })
  check('an edit cures both', vim.wait(10000, function() return #vim.diagnostic.get(buf) == 0 end, 20),
    vim.inspect(vim.tbl_map(function(it) return it.message end, vim.diagnostic.get(buf))))
  result = run_at(10)
  check('the cured function runs', result and result.value == '2', result and (result.value or result.message))

  -- A method of an object: the object and the arguments are asked for, and remembered.
  local line = vim.fn.search('function plus', 'nw')
  vim.api.nvim_win_set_cursor(0, { line, 12 })
  local function run_method(answers)
    local n_done, defaults = #done, {}
    vim.ui.input = function(options, callback)
      defaults[#defaults + 1] = options.default
      local answer = table.remove(answers, 1)
      callback(answer == nil and options.default or answer)
    end
    require('rayzor').run()
    vim.wait(20000, function() return #done > n_done end, 20)
    return done[#done], table.concat(defaults, ' / ')
  end
  local defaults
  result, defaults = run_method({ 'new Main(40)', '2' })
  check('a method runs', result and result.value == '42', result and (result.value or result.message))
  check('an object is proposed', defaults == 'new Main() / ', defaults)
  result, defaults = run_method({ nil, '3' })
  check('what was given is remembered', defaults == 'new Main(40) / 2', defaults)
  local n_done = #done
  vim.cmd('RayzorRerun')
  vim.wait(20000, function() return #done > n_done end, 20)
  check('the last run again', done[#done].value == '43', done[#done].value or done[#done].message)

  -- Output comes while the function runs; what does not end is stopped.
  vim.api.nvim_win_set_cursor(0, { vim.fn.search('function forever', 'nw'), 12 })
  n_done = #done
  output = {}
  require('rayzor').run()
  local streamed = vim.wait(20000, function() return table.concat(output):match('started') ~= nil end, 20)
  check('output comes as it is written', streamed and #done == n_done, table.concat(output))
  vim.cmd('RayzorStop')
  vim.wait(20000, function() return #done > n_done end, 20)
  check('a run is stopped', done[#done].status == 'cancelled', done[#done].status)

  -- An exception is shown where it was thrown.
  line = vim.fn.search('throw "no way"', 'nw')
  vim.api.nvim_win_set_cursor(0, { line, 2 })
  n_done = #done
  require('rayzor').run()
  vim.wait(20000, function() return #done > n_done and of_code('uncaught-exception') ~= nil end, 20)
  local thrown = of_code('uncaught-exception')
  check('an exception ends the run', done[#done].status == 'exception', done[#done].message)
  check('it stands where it was thrown', thrown and thrown.lnum == line - 1, thrown and thrown.message)

  vim.api.nvim_win_set_cursor(0, { vim.fn.search('function plus', 'nw'), 12 })
  vim.cmd('RayzorDump clif')
  local dumped = vim.wait(20000, function() return vim.bo.buftype == 'nofile' end, 20)
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  check('its code is shown', dumped and text:match('iadd') ~= nil, text:sub(1, 200))
end, debug.traceback)
if not ok then check('no error in the test', false, err) end
finish()
