import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { root } from './root.ts'

const run = promisify(execFile)

test('a demo is a program of its own, which tsx runs, too', async () => {
  const tsx = createRequire(join(root, 'package.json')).resolve('tsx/cli')
  const { stdout } = await run(process.execPath, [
    tsx,
    join(root, 'lessons', '01-one-after-another', 'demo.ts'),
  ])
  expect(stdout).toContain('2 · The accidental sequence')
}, 30_000)
