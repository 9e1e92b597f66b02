import { expect, test, vi } from 'vitest'
import { createProgram } from './program.ts'
import { flagsOf, refuseSwallowedFlags } from './swallowed-flags.ts'

const program = createProgram(() => {})

test('knows the flags of every command, and which of them take a value', () => {
  const flags = flagsOf(program)
  expect(Object.fromEntries(flags)).toMatchObject({
    port: 'with a value',
    host: 'with a value',
    token: 'with a value',
    latency: 'with a value',
    json: 'alone',
    watch: 'alone',
  })
})

test('answers npm run serve --port=5000 with what to type', () => {
  vi.stubEnv('npm_config_user_agent', 'npm/11.19.1 node/v26.10.0 linux x64 workspaces/false')
  vi.stubEnv('npm_lifecycle_event', 'serve')
  vi.stubEnv('npm_lifecycle_script', 'node setup/run.mjs course serve')
  vi.stubEnv('npm_config_port', '5000')
  expect(() => refuseSwallowedFlags(program, ['serve'])).toThrow('npm run serve -- --port 5000')
  vi.unstubAllEnvs()
})

test('gives no flag a name that npm reads as a row of its own flags of one letter', () => {
  // npm 11 reads `npm run lesson 2 --svg` as `-s -v -g`: it prints its version and runs nothing.
  const letters = /^[?BCDEHLOPSacdfghlmnpqsvwy]+$/
  const rows = [...flagsOf(program).keys()].filter((flag) => letters.test(flag))
  // A flag of only `-a` and `-l` is fine: npm then sets `all`, which reveals `--all`.
  expect(rows).toEqual(['all'])
})
