import { expect, test } from 'vitest'
import { majorOf } from './version.mjs'

test.for([
  ['26.10.0', 26],
  ['v24.0.0', 24],
  ['12.4.2\n', 12],
  ['pnpm 12.0.0-rc.1', 12],
  ['npm warn old config\n8.19.4\n', 8],
  ['', undefined],
  ['command not found', undefined],
  ['26', undefined],
] as const)('reads from %j the major version %s', ([text, major]) => {
  expect(majorOf(text)).toBe(major)
})
