import { expect, test } from 'vitest'
import { boundMs, titleOf, wholeOf, workloads, type Workload } from './workloads.ts'

const thousand: Workload = {
  calls: 1_000,
  latencyMs: 50,
  connections: 100,
  how: 'at once',
  made: 1_000,
  warmUpCalls: 1_000,
  rounds: 1,
  ratioBelow: 1,
}

test('at once, the bound is a latency for each turn of the connections', () => {
  expect(boundMs(thousand)).toBe(500)
  expect(boundMs({ ...thousand, calls: 1_001 })).toBe(550)
  expect(boundMs({ ...thousand, calls: 3 })).toBe(50)
})

test('one after another, the bound is the sum of the latencies', () => {
  expect(boundMs({ ...thousand, how: 'one after another' })).toBe(50_000)
})

test('the time of the calls that were made is extrapolated to all calls', () => {
  expect(wholeOf({ ...thousand, made: 20 }, 1_040)).toBe(52_000)
  expect(wholeOf(thousand, 512)).toBe(512)
})

test('each load is measured at once and one after another, under a title of its own', () => {
  const titles = workloads.map(titleOf)
  expect(new Set(titles).size).toBe(8)
  expect(titles).toContain('5000 calls of 0 ms over 100 connections, at once')
  expect(titles).toContain('100 calls of 200 ms, one after another')
})
