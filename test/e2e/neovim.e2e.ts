/** Neovim's own client, set up as the documentation says, against the built server. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'language-server/dist/archlang.cjs');
const design = `import "./store.arch"
client web { users: 1M }
flow read { from: web, rate: 10/user/day }
service   api { replicas: 2, capacity: 1k/s }
web -> api { timeout: 1s }
api -> store
`;

/** The set-up for releases before 0.11, as it stands in the documentation. */
function documented(): string {
  const page = readFileSync(join(root, 'docs/editors.md'), 'utf8');
  const section = page.slice(page.indexOf('## Neovim'));
  const code = /```lua\n([\s\S]*?)```/.exec(section)?.[1];
  if (!code) throw new Error('The documentation has no set-up for Neovim.');
  return code;
}

/** Debian's release is older than the documented one: what it lacks, in terms of what it has. */
const older = `
if not vim.lsp.start then
  vim.g.do_filetype_lua = 1
  vim.lsp.start = function(config)
    vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
  end
  vim.fs = {
    dirname = function(path) return vim.fn.fnamemodify(path, ':p:h') end,
    find = function() return {} end,
  }
end
`;

const script = `
local answers = {}
local function ask(method, more)
  local params = vim.tbl_extend('force', { textDocument = vim.lsp.util.make_text_document_params() }, more or {})
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 5000) or {}) do return answer.result end
end
local function at(line, column) return { position = { line = line, character = column } } end
vim.wait(10000, function() return #vim.diagnostic.get(0) > 0 end, 20)
answers.filetype = vim.bo.filetype
answers.diagnostics = vim.tbl_map(function(d) return { line = d.lnum, code = d.code } end, vim.diagnostic.get(0))
answers.hover = ask('textDocument/hover', at(3, 10))
answers.completion = vim.tbl_map(function(item) return item.label end, ask('textDocument/completion', at(5, 7)))
answers.definition = ask('textDocument/definition', at(5, 8))
local edits = ask('textDocument/formatting', { options = { tabSize = 2, insertSpaces = true } })
vim.lsp.util.apply_text_edits(edits, 0, 'utf-16')
vim.lsp.util.apply_workspace_edit(ask('textDocument/rename', vim.tbl_extend('force', at(5, 8), { newName = 'ledger' })), 'utf-16')
vim.api.nvim_buf_set_lines(0, -1, -1, false, { 'service last { replicas: }' })
vim.wait(10000, function()
  return #vim.tbl_filter(function(d) return d.lnum == 6 end, vim.diagnostic.get(0)) > 0
end, 20)
answers.afterTyping = #vim.tbl_filter(function(d) return d.lnum == 6 end, vim.diagnostic.get(0))
answers.text = vim.api.nvim_buf_get_lines(0, 0, -1, false)
answers.other = vim.api.nvim_buf_get_lines(vim.fn.bufnr('store.arch'), 0, -1, false)
local file = io.open('answers.json', 'w')
file:write(vim.fn.json_encode(answers))
file:close()
vim.cmd('qall!')
`;

interface Answers {
  readonly filetype: string;
  readonly diagnostics: readonly { line: number; code: string }[];
  readonly hover: { contents: { value: string } };
  readonly completion: readonly string[];
  readonly definition: readonly { targetUri?: string; uri?: string }[];
  readonly afterTyping: number;
  readonly text: readonly string[];
  readonly other: readonly string[];
}

let folder: string;
let answers: Answers;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'archlang-nvim-'));
  mkdirSync(join(folder, 'bin'));
  symlinkSync(program, join(folder, 'bin/archlang'));
  const files = {
    'design.arch': design,
    'store.arch': 'database store {}\n',
    'init.lua': older + documented(),
    'run.lua': script,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const args = ['--headless', '-n', '-i', 'NONE', '-u', 'init.lua', 'design.arch', '-c', 'luafile run.lua'];
  const env = {
    PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
    HOME: folder,
    LANG: 'C.UTF-8',
    // The server outlives the editor by a moment, and would still keep its compiled code while the folder is removed.
    NODE_DISABLE_COMPILE_CACHE: '1',
  };
  const said = execFileSync(process.env['E2E_NVIM'] ?? 'nvim', args, {
    cwd: folder,
    env,
    timeout: 60_000,
    stdio: 'pipe',
  });
  if (!existsSync(join(folder, 'answers.json'))) throw new Error(`Neovim gave no answers: ${said}`);
  answers = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('findings are there, and follow what is typed', () => {
  expect(answers.filetype).toBe('arch');
  expect(answers.diagnostics).toContainEqual({ line: 5, code: 'missing-timeout' });
  expect(answers.afterTyping).toBeGreaterThan(0);
});

test('hover, completion and definition answer', () => {
  expect(answers.hover.contents.value).toContain('utilisation');
  expect(answers.completion).toEqual(expect.arrayContaining(['store']));
  const [place] = answers.definition;
  expect(place.targetUri ?? place.uri).toMatch(/store\.arch$/);
});

test('formatting and a rename over two files are applied', () => {
  expect(answers.text[3]).toBe('service api { replicas: 2, capacity: 1k/s }');
  expect(answers.text[5]).toBe('api -> ledger');
  expect(answers.other).toEqual(['database ledger {}']);
});
