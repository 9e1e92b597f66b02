import { tool } from '@overlap/setup/programs'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runTool } from '../program.ts'
import { root as here } from '../root.ts'

// The rules of the house are in oxlint.config.ts. These tests plant mistakes and let oxlint find them.

/** Without types, which none of these rules needs: they take most of the time. */
const oxlint = tool('oxlint', ['--deny-warnings'])

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'overlap-lint-'))
  cpSync(join(here, 'oxlint.config.ts'), join(root, 'oxlint.config.ts'))
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
  symlinkSync(join(here, 'node_modules'), join(root, 'node_modules'), 'junction')
})
afterEach(() => rmSync(root, { recursive: true }))

/** Lints some files, and gives the path and the rule of everything that oxlint reports. */
async function lint(files: Readonly<Record<string, string>>): Promise<string[]> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const { stdout } = await runTool(oxlint, ['--format=unix', ...Object.keys(files)], {
    cwd: root,
  })
  const lines = stdout.matchAll(/^(?<path>[^:\n]+):\d+:\d+: .*\[\w+\/[\w-]+\((?<rule>.+)\)\]$/gmu)
  return [...lines].map(({ groups }) => `${groups?.['path']}: ${groups?.['rule']}`).toSorted()
}

/** Files that each import one thing: `a.ts`, `b.ts`, … of a folder. */
function importing(imports: readonly (readonly [folder: string, specifier: string])[]) {
  return Object.fromEntries(
    imports.map(([folder, specifier], i) => [
      `${folder}/file-${i}.ts`,
      i % 2 === 0
        ? `export { a } from '${specifier}'\n`
        : `export const b = import('${specifier}')\n`,
    ]),
  )
}

describe('an import', () => {
  test('may not go up the house, nor around the door of another room', async () => {
    const files = importing([
      ['setup', '@overlap/trace'],
      ['setup', '@overlap/course'],
      ['trace/src', '@overlap/mock-server'],
      ['trace/src', '@overlap/lesson-01'],
      ['mock-server/src', '@overlap/course'],
      ['course/src', '@overlap/checks'],
      ['docs/src', '@overlap/checks'],
      ['benchmarks/src', '@overlap/docs'],
      ['trace/src', '../../mock-server/src/b.ts'],
      ['course/src', '../../trace/src/index.ts'],
      [
        'lessons/02-all-at-once/backstage/wrong',
        '../../../01-one-after-another/backstage/solution.ts',
      ],
      ['course/src/deep', '../../../setup/lock.mjs'],
    ])
    expect(await lint(files)).toEqual(
      Object.keys(files)
        .map((path) => `${path}: no-restricted-imports`)
        .toSorted(),
    )
  })

  test('may go down the house, by the name of a package, and anywhere in its own room', async () => {
    const files = importing([
      ['mock-server/src', '@overlap/trace'],
      ['mock-server/src', '@overlap/mock-server/stage'],
      ['checks/src', '@overlap/course'],
      ['course/src', '@overlap/setup/lock'],
      ['course/src/deep', '../b.ts'],
      ['course/src/deep', '../lessons/find.ts'],
      ['lessons/03-start-then-await', '@overlap/lesson-02'],
      ['lessons/03-start-then-await', '#lesson'],
      ['trace/src', 'vitest'],
    ])
    files['vitest.config.ts'] = `export { a } from './trace/src/vitest.ts'\n`
    expect(await lint(files)).toEqual([])
  })

  test('may not close a circle, not even with types', async () => {
    const found = await lint({
      'trace/src/a.ts': `import type { B } from './b.ts'\nexport type A = B[]\n`,
      'trace/src/b.ts': `import type { C } from './c.ts'\nexport type B = C[]\n`,
      'trace/src/c.ts': `import type { A } from './a.ts'\nexport type C = A | string\n`,
    })
    expect(found).toContain('trace/src/a.ts: no-cycle')
  })
})

test('a file of 251 lines is too long, a test of 351', async () => {
  const lines = (count: number): string => 'void 0\n'.repeat(count)
  const found = await lint({
    'trace/src/short.ts': lines(250),
    'trace/src/long.ts': lines(251),
    'setup/long.mjs': lines(251),
    'trace/src/short.test.ts': lines(350),
    'trace/src/long.test.ts': lines(351),
  })
  expect(found.filter((line) => line.endsWith('max-lines'))).toEqual([
    'setup/long.mjs: max-lines',
    'trace/src/long.test.ts: max-lines',
    'trace/src/long.ts: max-lines',
  ])
})

test('no test keeps others from running, or is left out; one may depend on the machine', async () => {
  const body = `('adds', () => {\n  expect(1 + 1).toBe(2)\n})\n`
  const testOf = (mark: string): string =>
    `import { describe, expect, test } from 'vitest'\n${mark}${body}\nvoid [describe, expect, test]\n`
  const found = await lint({
    'trace/src/only.test.ts': testOf(['test', 'only'].join('.')),
    'trace/src/skip.test.ts': testOf(['test', 'skip'].join('.')),
    'trace/src/group.test.ts': testOf(['describe', 'only'].join('.')),
    'trace/src/fails.test.ts': testOf(['test', 'fails'].join('.')),
    'trace/src/todo.test.ts': testOf(['test', 'todo'].join('.')),
    'trace/src/machine.test.ts': testOf('test.skipIf(process.platform === "win32")'),
  })
  const files = found.map((line) => line.replace(/:.*/u, ''))
  expect([...new Set(files)]).toEqual(
    ['fails', 'group', 'only', 'skip', 'todo'].map((name) => `trace/src/${name}.test.ts`),
  )
})
