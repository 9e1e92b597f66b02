import { afterEach, expect, test, vi } from 'vitest'
import { commandLine } from './to-type.ts'

afterEach(() => vi.unstubAllEnvs())

test('names the commands as npm takes them, flags after --', () => {
  vi.stubEnv('npm_config_user_agent', 'npm/11.0.0 node/v24.0.0')
  expect(commandLine('run', '2')).toBe('npm run lesson 2')
  expect(commandLine('check', '2', '--watch')).toBe('npm run check 2 -- --watch')
  expect(commandLine('start')).toBe('npm start')
  expect(commandLine('start', '--help')).toBe('npm start -- --help')
})

test('names the commands as pnpm takes them', () => {
  vi.stubEnv('npm_config_user_agent', 'pnpm/12.0.0 npm/? node/v24.0.0')
  expect(commandLine('run', '2')).toBe('pnpm lesson 2')
  expect(commandLine('check', '2', '--watch')).toBe('pnpm check 2 --watch')
})
