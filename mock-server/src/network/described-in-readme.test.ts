import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { portLimits } from '../port/limits.ts'
import { failureKindNames, failureKinds } from './failure-kinds.ts'
import { createNetworkModel } from './model.ts'
import { parseNetwork } from './parse-network.ts'
import { presetNames, presets } from './presets.ts'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const words = readme.replaceAll(/\s+/gu, ' ')

const blocks = [...readme.matchAll(/```json\n([\s\S]*?)```/gu)].map(([, json = '']) => json)
const spans = [...readme.matchAll(/`(\{ .*?\})`/gu)].map(([, json = '']) => json)

test.each([...blocks, ...spans])('the README describes a network: %s', (json) => {
  const network = parseNetwork(JSON.parse(json))
  const model = createNetworkModel(network, { nowMs: () => 0 })
  const call = { method: 'GET', path: '/products/3', route: '/products/:id', atMs: 0 }
  expect(model.plan(call).ordinal).toBe(0)
})

test.each(failureKindNames)('the README says what the failure %s does, and its keys', (kind) => {
  const { about, fields } = failureKinds[kind]
  const keys = Object.keys(fields).map((key) => `\`${key}\``)
  const cells = [`\`${kind}\``, about, ...(keys.length > 0 ? [keys.join(', ')] : [])]
  expect(readme).toContain(`| ${cells.join(' | ')} |${keys.length > 0 ? '' : ' |'}\n`)
})

test('the README names every key of a network', () => {
  const keys = [...Object.keys(parseNetwork({})), 'preset', 'timelineRepeatMs']
  expect(keys.filter((key) => !readme.includes(`| \`${key}\` |`))).toEqual([])
})

test.each(presetNames)('the README says what the preset %s is like', (name) => {
  expect(readme).toContain(`| \`${name}\` | ${presets[name].about} |\n`)
})

describe.each([
  [
    'WireMock',
    ['EMPTY_RESPONSE', 'MALFORMED_RESPONSE_CHUNK', 'RANDOM_DATA_THEN_CLOSE'],
    ['CONNECTION_RESET_BY_PEER', 'fixedDelayMilliseconds', 'uniform', 'lognormal'],
    ['chunkedDribbleDelay'],
  ],
  [
    'Toxiproxy',
    ['latency', 'jitter', 'down', 'bandwidth', 'slow_close', 'timeout'],
    ['reset_peer', 'slicer', 'limit_data', 'toxicity', 'upstream'],
  ],
])('the table for %s', (project, ...faults) => {
  const [, table = ''] = readme.split(`| [${project}](`)
  const rows = (table.split('\n\n')[0] ?? '').split('\n').slice(2)

  test.each(faults.flat())('has %s', (fault) => {
    const [row] = rows.filter((row) => row.split(' | ')[0]?.includes(`\`${fault}\``))
    expect(row).toMatch(/\| .*(\{ ".*\}`|No equivalent: ).* \|$/u)
  })
})

test('the README gives the limits of a port', () => {
  expect(words).toContain(`${portLimits.maxHeaderBytes / 1024} KiB of headers`)
  expect(words).toContain(`${portLimits.maxBodyBytes / 1024 ** 2} MiB of body`)
  expect(words).toContain(`${portLimits.headersTimeoutMs / 1000} s until the headers`)
  expect(words).toContain(`${portLimits.requestTimeoutMs / 1000} s until the request`)
})
