import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Flags, swallowedFlagsMessage } from './swallowed-flags.mjs'

const flags: Flags = new Map([
  ['json', 'alone'],
  ['latency', 'with a value'],
  ['seed', 'with a value'],
  ['virtual', 'alone'],
  ['watch', 'alone'],
])

/** What npm 11 hands over for a command, as it was seen. */
const seen = [
  {
    typed: 'npm run lesson 2 --latency 200',
    args: ['run', '2', '200'],
    env: { npm_config_latency: 'true' },
    right: 'npm run lesson 2 -- --latency 200',
  },
  {
    typed: 'npm run lesson 2 --latency=200',
    args: ['run', '2'],
    env: { npm_config_latency: '200' },
    right: 'npm run lesson 2 -- --latency 200',
  },
  {
    typed: 'npm run lesson 2 --latency 200 --json',
    args: ['run', '2', '200'],
    env: { npm_config_latency: 'true', npm_config_json: 'true' },
    right: 'npm run lesson 2 -- --json --latency 200',
  },
  {
    typed: 'npm run lesson 2 --latency 200 --seed 7',
    args: ['run', '2', '200', '7'],
    env: { npm_config_latency: 'true', npm_config_seed: 'true' },
    right: 'npm run lesson 2 -- --latency ... --seed ...',
  },
  {
    typed: 'npm run lesson 2 --latency=\'{"fixed":1}\'',
    args: ['run', '2'],
    env: { npm_config_latency: '{"fixed":1}' },
    right: 'npm run lesson 2 -- --latency \'{"fixed":1}\'',
  },
  {
    typed: 'npm run lesson --latency',
    args: ['run'],
    env: { npm_config_latency: 'true' },
    right: 'npm run lesson -- --latency ...',
  },
  {
    typed: 'npm run course check 2 --watch',
    script: 'course',
    args: ['check', '2'],
    env: { npm_config_watch: 'true' },
    right: 'npm run course check 2 -- --watch',
  },
  {
    typed: 'npm start --virtual',
    script: 'start',
    args: [],
    env: { npm_config_virtual: 'true' },
    right: 'npm start -- --virtual',
  },
]

test.for(seen)('answers $typed with $right', ({ script = 'lesson', args, env, right }) => {
  expect(
    swallowedFlagsMessage({ ...underNpm(script), ...env }, args, flags)
      ?.split('\n')
      .at(-1),
  ).toBe(`  ${right}`)
})

test('names each flag that npm kept', () => {
  const env = { ...underNpm('lesson'), npm_config_json: 'true', npm_config_seed: '7' }
  expect(swallowedFlagsMessage(env, ['run', '2'], flags)).toContain(
    'npm kept --json and --seed for itself.',
  )
})

test('knows a flag whose name npm completed', () => {
  const env = { ...underNpm('serve'), npm_config_token_description: 'secret' }
  const known: Flags = new Map([['token', 'with a value']])
  expect(swallowedFlagsMessage(env, ['serve'], known)).toContain('-- --token secret')
})

test('puts the flags of trace before its program, because what follows belongs to the program', () => {
  const npm = { ...underNpm('trace'), npm_lifecycle_script: 'node setup/run.mjs course trace' }
  const known: Flags = new Map([['har', 'with a value']])
  const words = ['trace', 'my-program.ts', 'out.har']
  expect(swallowedFlagsMessage({ ...npm, npm_config_har: 'true' }, words, known)).toContain(
    'npm run trace -- --har out.har my-program.ts',
  )
})

test('says nothing where no flag is missing', () => {
  const npm = underNpm('lesson')
  const words = ['run', '2', '--latency', '200']
  expect(swallowedFlagsMessage(npm, words, flags)).toBeUndefined()
  // npm hands over each of its settings that is off as an empty text.
  expect(swallowedFlagsMessage({ ...npm, npm_config_json: '' }, ['run'], flags)).toBeUndefined()
})

test('takes no setting in a file of npm for a flag', () => {
  const folder = mkdtempSync(join(tmpdir(), 'overlap-npmrc-'))
  const file = join(folder, 'npmrc')
  writeFileSync(file, '; comment\nglobal = true\njson=true\n')
  const env = { ...underNpm('lesson'), npm_config_userconfig: file, npm_config_json: 'true' }
  expect(swallowedFlagsMessage(env, ['run', '2'], flags)).toBeUndefined()
  expect(swallowedFlagsMessage({ ...env, npm_config_seed: '7' }, ['run', '2'], flags)).toContain(
    'npm kept --seed for itself.',
  )
  rmSync(folder, { recursive: true })
})

test('leaves pnpm alone, which keeps no flags', () => {
  const env = { ...underNpm('lesson'), npm_config_json: 'true' }
  const pnpm = { ...env, npm_config_user_agent: 'pnpm/12.4.2 npm/? node/v26.10.0' }
  expect(swallowedFlagsMessage(pnpm, ['run', '2'], flags)).toBeUndefined()
  expect(swallowedFlagsMessage({ npm_config_json: 'true' }, ['run'], flags)).toBeUndefined()
})

function underNpm(script: string): NodeJS.ProcessEnv {
  const words = script === 'lesson' ? 'course run' : 'course'
  return {
    npm_config_user_agent: 'npm/11.19.1 node/v20.20.2 linux x64 workspaces/false',
    npm_lifecycle_event: script,
    npm_lifecycle_script: `node setup/run.mjs ${words}`,
  }
}
