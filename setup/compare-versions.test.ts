import { expect, test } from 'vitest'
import { isAtLeast, majorOf } from './compare-versions.mjs'

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

test.for([
  ['v24.18.0', true],
  ['24.18.1', true],
  ['24.20.0', true],
  ['26.0.0', true],
  ['24.17.9', false],
  ['24.9.0', false],
  ['22.30.0', false],
  ['pnpm says nothing', false],
] as const)('whether %j is 24.18.0 or newer: %s', ([text, isNewEnough]) => {
  expect(isAtLeast(text, '24.18.0')).toBe(isNewEnough)
})
