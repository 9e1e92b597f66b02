import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { portLimits } from '../port/limits.ts'
import { parseNetwork } from './parse-network.ts'
import { presetNames } from './presets.ts'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

test('the network in the README is one', () => {
  const [, json = ''] = /```json\n([\s\S]*?)```/u.exec(readme) ?? []
  expect(parseNetwork(JSON.parse(json)).seed).toBe(7)
})

test('the README names every preset', () => {
  const missing = presetNames.filter((name) => !new RegExp(`[\`"]${name}[\`"]`, 'u').test(readme))
  expect(missing).toEqual([])
})

test('the README gives the limits of a port', () => {
  expect(readme).toContain(`${portLimits.maxHeaderBytes / 1024} KiB of headers`)
  expect(readme).toContain(`${portLimits.maxBodyBytes / 1024 ** 2} MiB of\nbody`)
  expect(readme).toContain(`${portLimits.headersTimeoutMs / 1000} s until the headers`)
  expect(readme).toContain(`${portLimits.requestTimeoutMs / 1000} s until the request`)
})
