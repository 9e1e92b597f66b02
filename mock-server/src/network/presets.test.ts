import { expect, test } from 'vitest'
import { createNetworkModel } from './model.ts'
import { presetNames, presets } from './presets.ts'
import type { PresetName } from './types.ts'

const call = { method: 'GET', path: '/products/3', route: '/products/:id', atMs: 0 }

test.each(presetNames)('%s says in one line what it is like', (name) => {
  expect(presets[name].about).toMatch(/^\S.{10,90}$/)
})

test('calm: half of the calls take 40 ms, nothing fails', () => {
  const plans = plansUnder('calm')
  expect(plans.every(({ fault }) => fault === undefined)).toBe(true)
  expect(medianOf(plans.map(({ latencyMs }) => latencyMs))).toBeCloseTo(40, -1)
})

test('slow: headers, first byte and body take long', () => {
  for (const plan of plansUnder('slow')) {
    expect(plan.firstByteMs).toBeGreaterThanOrEqual(100)
    expect(plan.pace?.bytesPerSecond).toBe(20_000)
  }
  expect(medianOf(plansUnder('slow').map(({ latencyMs }) => latencyMs))).toBeGreaterThan(700)
})

test('flaky: about one call in five fails, in many ways', () => {
  const plans = plansUnder('flaky')
  const faults = plans.flatMap(({ fault }) => fault?.kind ?? [])
  expect(faults.length / plans.length).toBeGreaterThan(0.15)
  expect(faults.length / plans.length).toBeLessThan(0.22)
  expect(new Set(faults).size).toBe(6)
})

test('rate-limited: ten calls at once are let through, then one every 100 ms', () => {
  const model = modelOf('rate-limited')
  const statuses = Array.from({ length: 11 }, () => model.admit(model.plan(call), call).status)
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 'ok'), 429])
  expect(model.admit(model.plan(call), { ...call, atMs: 100 }).status).toBe('ok')
})

test('overloaded: four are served, sixteen wait, the rest is shed', async () => {
  const model = modelOf('overloaded')
  const calls = Array.from({ length: 30 }, () => model.servers.enter(model.plan(call)))
  expect([model.servers.inService, model.servers.queued, model.counts.shed]).toEqual([4, 16, 10])
  expect((await Promise.all(calls.slice(20))).every(({ shed }) => shed)).toBe(true)
})

test('outage-then-recovery: nobody answers from 2 s to 5 s, and all is well from 8 s', () => {
  const shareFailing = (atMs: number) => {
    const plans = plansUnder('outage-then-recovery', atMs)
    return plans.filter(({ fault }) => fault !== undefined).length / plans.length
  }
  expect([0, 1999, 2000, 4999, 8000].map(shareFailing)).toEqual([0, 0, 1, 1, 0])
  expect(shareFailing(5000)).toBeCloseTo(0.3, 1)
})

test('long-tail: one call in a hundred takes about twenty times the median', () => {
  const times = plansUnder('long-tail')
    .map(({ latencyMs }) => latencyMs)
    .toSorted((a, b) => a - b)
  const ratio = (times[Math.floor(times.length * 0.99)] ?? 0) / medianOf(times)
  expect(ratio).toBeGreaterThan(14)
  expect(ratio).toBeLessThan(26)
})

function modelOf(preset: PresetName) {
  return createNetworkModel({ preset }, { nowMs: () => 0 })
}

function plansUnder(preset: PresetName, atMs = 0) {
  const model = modelOf(preset)
  return Array.from({ length: 5000 }, () => model.plan({ ...call, atMs }))
}

function medianOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0
}
