import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const file = new URL('./index.ts', import.meta.url).href

test.for([
  ['20.20.2', 1],
  ['23.0.0', 1],
  ['24.18.0', 0],
] as const)(
  'under Node %s, importing the stage exits with code %i',
  async ([version, exitCode]) => {
    const code = `
    Object.defineProperty(process.versions, 'node', { value: '${version}' })
    process.argv[1] = '/some/where/lessons/02-all-at-once/demo.ts'
    await import(${JSON.stringify(file)})`
    const ended = await promisify(execFile)(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
      '--eval',
      code,
    ]).catch((error: { code: number; stderr: string }) => error)
    expect('code' in ended ? ended.code : 0).toBe(exitCode)
    if (exitCode === 1) {
      expect(ended.stderr).toBe(
        `Cannot run this demo: this is Node ${version}, expected 24 or newer.\n` +
          'Overlap has its own Node. In its folder, type: npm run node lessons/02-all-at-once/demo.ts\n',
      )
    }
  },
)
