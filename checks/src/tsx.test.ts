import { execFile } from 'node:child_process'
import { mkdtempDisposable } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { root } from './root.ts'

const run = promisify(execFile)

test('a demo is a program of its own, which tsx runs, too', async () => {
  const tsx = createRequire(join(root, 'package.json')).resolve('tsx/cli')
  // It keeps what it compiles in the temporary folder.
  await using temp = await mkdtempDisposable(join(tmpdir(), 'tsx-'))
  const demo = join(root, 'lessons', '01-one-after-another', 'demo.ts')
  const { stdout } = await run(process.execPath, [tsx, demo], {
    env: { ...process.env, TMPDIR: temp.path, TEMP: temp.path, TMP: temp.path },
  })
  expect(stdout).toContain('2 · Three async functions')
  // The code as it was written, not as tsx has compiled it.
  expect(stdout).toContain(
    "1 · Three awaits in a row\n  const first = await load(api.url('/todos/1'))\n",
  )
})
