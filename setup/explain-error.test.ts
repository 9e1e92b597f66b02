import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { explainError } from './explain-error.mjs'

const run = promisify(execFile)

let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'overlap trouble ü ')))
  write('package.json', '{ "type": "module" }')
  write('course/package.json', '{ "type": "module", "dependencies": { "@some/tool": "1" } }')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const manifest =
  '{ "name": "@some/tool", "version": "1.0.0", "type": "module", "main": "index.js" }'
const place = 'course/node_modules/@some/tool'

test.for([
  ['is not there', {}],
  ['has no file that it should have', { 'package.json': manifest }],
  ['has an empty file', { 'package.json': manifest, 'index.js': '' }],
  ['has a manifest that was cut short', { 'package.json': '{ "name": ', 'index.js': '' }],
  ['imports a package that is gone', { 'package.json': manifest, 'index.js': "import 'other'" }],
] as const)('explains a package that %s', async ([, files]) => {
  write('course/main.js', `import { tool } from '@some/tool'\ntool()`)
  for (const [name, text] of Object.entries(files)) write(`${place}/${name}`, text)
  const explanation = await crashOf('course/main.js')
  expect(explanation).toMatch(
    /^Cannot load (?:@some\/tool|other): it is not installed, or damaged\./u,
  )
  expect(explanation).toContain('npm run setup')
})

test.for([
  ['import of a package that no manifest names', "import 'unheard-of'"],
  ['import of a file that is not there', "import './none.js'"],
  ['name that a file does not export', "import { none } from './other.js'"],
  ['name that Node does not export', "import { none } from 'node:fs'"],
  ['syntax error', 'const = 1'],
  ['error that a program throws', "throw new Error('wrong')"],
])('says nothing about an %s, which is a mistake of the program', async ([, code = '']) => {
  write('course/other.js', '')
  write('course/main.js', code)
  expect(await crashOf('course/main.js')).toBe('undefined')
})

test.for([
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'the disk is read-only'],
  ['EACCES', 'you have no permission'],
  ['EISDIR', 'it should be a file, but it is a folder'],
  ['ENOTDIR', 'a file is where a folder should be'],
] as const)('explains %s', ([code, sentence]) => {
  const path = join(root, '.overlap', 'progress.json')
  const error = Object.assign(new Error(`${code}: sorry, open '${path}'`), {
    code,
    path,
    syscall: 'open',
  })
  expect(explainError(error, root)).toContain(`Cannot open ${path}: ${sentence}.`)
})

test('takes a folder that cannot be made for a sign of a read-only disk', () => {
  const path = join(root, '.toolchain')
  const error = Object.assign(new Error('ENOENT'), { code: 'ENOENT', path, syscall: 'mkdir' })
  expect(explainError(error, root)).toContain(
    `Cannot make the folder ${path}: the disk seems to be read-only.`,
  )
})

test('names the file that is in the way of a folder', () => {
  write('.overlap', '')
  const path = join(root, '.overlap', 'cache', 'runs')
  const error = Object.assign(new Error('ENOTDIR'), { code: 'ENOTDIR', path, syscall: 'mkdir' })
  expect(explainError(error, root)).toBe(
    `Cannot make the folder ${path}: ${join(root, '.overlap')}: a file is where a folder should be. ` +
      'Move that file away (ENOTDIR).',
  )
})

test('says nothing about a file outside of the repository', () => {
  const path = join(dirname(root), 'elsewhere')
  const error = Object.assign(new Error('EACCES'), { code: 'EACCES', path, syscall: 'open' })
  expect(explainError(error, root)).toBeUndefined()
})

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** What is said about the error that a program ends with. */
async function crashOf(file: string): Promise<string> {
  const [explainer, program] = [join(import.meta.dirname, 'explain-error.mjs'), join(root, file)]
  const code = `import { explainError } from ${JSON.stringify(pathToFileURL(explainer).href)}
    process.on('uncaughtExceptionMonitor', (error) => {
      console.log(explainError(error, ${JSON.stringify(root)}))
      process.exit()
    })`
  const preload = `data:text/javascript,${encodeURIComponent(code)}`
  const { stdout } = await run(process.execPath, ['--import', preload, program])
  return stdout.trim()
}
