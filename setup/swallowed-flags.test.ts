import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { courseFlags, swallowedFlagsMessage } from './swallowed-flags.mjs'

/** What npm 11 hands over for a command, as it was seen. */
const seen = [
  {
    typed: 'npm run lesson 2 --latency 200',
    args: ['course', 'run', '2', '200'],
    env: { npm_config_latency: 'true' },
    right: 'npm run lesson 2 -- --latency 200',
  },
  {
    typed: 'npm run lesson 2 --latency=200',
    args: ['course', 'run', '2'],
    env: { npm_config_latency: '200' },
    right: 'npm run lesson 2 -- --latency 200',
  },
  {
    typed: 'npm run lesson 2 --latency 200 --json',
    args: ['course', 'run', '2', '200'],
    env: { npm_config_latency: 'true', npm_config_json: 'true' },
    right: 'npm run lesson 2 -- --json --latency 200',
  },
  {
    typed: 'npm run lesson 2 --latency 200 --seed 7',
    args: ['course', 'run', '2', '200', '7'],
    env: { npm_config_latency: 'true', npm_config_seed: 'true' },
    right: 'npm run lesson 2 -- --latency … --seed …',
  },
  {
    typed: 'npm run lesson 2 --latency=\'{"fixed":1}\'',
    args: ['course', 'run', '2'],
    env: { npm_config_latency: '{"fixed":1}' },
    right: 'npm run lesson 2 -- --latency \'{"fixed":1}\'',
  },
  {
    typed: 'npm run lesson --latency',
    args: ['course', 'run'],
    env: { npm_config_latency: 'true' },
    right: 'npm run lesson -- --latency …',
  },
  {
    typed: 'npm run course check 2 --watch',
    script: 'course',
    args: ['course', 'check', '2'],
    env: { npm_config_watch: 'true' },
    right: 'npm run course check 2 -- --watch',
  },
  {
    typed: 'npm start --virtual',
    script: 'start',
    args: ['course'],
    env: { npm_config_virtual: 'true' },
    right: 'npm start -- --virtual',
  },
]

test.for(seen)('answers $typed with $right', ({ script = 'lesson', args, env, right }) => {
  expect(
    swallowedFlagsMessage({ ...underNpm(script), ...env }, args)
      ?.split('\n')
      .at(-1),
  ).toBe(`  ${right}`)
})

test('names each flag that npm kept', () => {
  const env = { ...underNpm('lesson'), npm_config_json: 'true', npm_config_seed: '7' }
  expect(swallowedFlagsMessage(env, ['course', 'run', '2'])).toContain(
    'npm kept --json and --seed to itself.',
  )
})

test('says nothing where no flag is missing', () => {
  const npm = underNpm('lesson')
  expect(swallowedFlagsMessage(npm, ['course', 'run', '2', '--latency', '200'])).toBeUndefined()
  // npm hands over each of its settings that is off as an empty text.
  expect(swallowedFlagsMessage({ ...npm, npm_config_all: '' }, ['course', 'run'])).toBeUndefined()
})

test('leaves pnpm, which keeps no flags, and other programs alone', () => {
  const env = { ...underNpm('lesson'), npm_config_json: 'true' }
  const pnpm = { ...env, npm_config_user_agent: 'pnpm/12.4.2 npm/? node/v26.10.0' }
  expect(swallowedFlagsMessage(pnpm, ['course', 'run', '2'])).toBeUndefined()
  expect(swallowedFlagsMessage(env, ['test'])).toBeUndefined()
  expect(swallowedFlagsMessage({ npm_config_json: 'true' }, ['course', 'run'])).toBeUndefined()
})

test('knows every flag of the course, and whether a value follows it', () => {
  const source = readFileSync(join(import.meta.dirname, '../course/src/program.ts'), 'utf8')
  const options = source.matchAll(/\.option\(\s*'--(?<flag>[a-z-]+)(?<value> <)?/gu)
  const flags = [...options].map(({ groups }) => [
    groups?.['flag'],
    groups?.['value'] === undefined ? 'alone' : 'with a value',
  ])
  expect(flags.length).toBeGreaterThan(0)
  expect(courseFlags).toEqual(Object.fromEntries(flags))
})

function underNpm(script: string): NodeJS.ProcessEnv {
  const words = script === 'lesson' ? 'course run' : 'course'
  return {
    npm_config_user_agent: 'npm/11.19.1 node/v20.20.2 linux x64 workspaces/false',
    npm_lifecycle_event: script,
    npm_lifecycle_script: `node setup/run.mjs ${words}`,
  }
}
