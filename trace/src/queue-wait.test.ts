import fc from 'fast-check'
import { expect, test } from 'vitest'
import { queueWait } from './queue-wait.ts'

test('one server at a load of ρ makes a share of ρ wait, ρ ÷ (1 − ρ) service times on average', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (load) => {
      const wait = queueWait({ arrivalsPerSecond: load * 10, serviceMs: 100, servers: 1 })
      expect(wait.utilization).toBeCloseTo(load, 12)
      expect(wait.waitShare).toBeCloseTo(load, 12)
      expect(wait.waitMs / ((100 * load) / (1 - load))).toBeCloseTo(1, 9)
    }),
  )
})

test('is the same as the sums over the states of the queue, for any number of servers', () => {
  const servers = fc.integer({ min: 1, max: 100 })
  fc.assert(
    fc.property(servers, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (c, load) => {
      const { waitShare, waitMs } = queueWait({
        arrivalsPerSecond: load * c,
        serviceMs: 1000,
        servers: c,
      })
      const { busyShare, queued } = stationary(c, load * c)
      expect(waitShare / busyShare).toBeCloseTo(1, 9)
      expect(waitMs / ((1000 * queued) / (load * c))).toBeCloseTo(1, 9)
    }),
  )
})

test('at the same load, calls wait less at many servers than at few', () => {
  const waitOf = (servers: number): number =>
    queueWait({ arrivalsPerSecond: 0.9 * servers, serviceMs: 1000, servers }).waitMs
  expect(waitOf(1)).toBeCloseTo(9000, 6)
  expect(waitOf(10)).toBeCloseTo(669, 0)
  expect(waitOf(10_000)).toBeLessThan(0.001)
})

test.each([10, 10.5, 1000])(
  'the queue grows without end at %d calls/s for 10',
  (arrivalsPerSecond) => {
    expect(queueWait({ arrivalsPerSecond, serviceMs: 200, servers: 2 })).toEqual({
      utilization: arrivalsPerSecond / 10,
      waitShare: 1,
      waitMs: Infinity,
    })
  },
)

test('nobody waits if no call arrives, or if calls take no time', () => {
  const none = { utilization: 0, waitShare: 0, waitMs: 0 }
  expect(queueWait({ arrivalsPerSecond: 0, serviceMs: 100, servers: 3 })).toEqual(none)
  expect(queueWait({ arrivalsPerSecond: 9, serviceMs: 0, servers: 1 })).toEqual(none)
})

test('throws for an invalid rate, time or number of servers', () => {
  const good = { arrivalsPerSecond: 1, serviceMs: 1, servers: 1 }
  expect(() => queueWait({ ...good, arrivalsPerSecond: -1 })).toThrow(
    'Cannot compute the waiting time: arrivalsPerSecond must be >= 0, got -1',
  )
  expect(() => queueWait({ ...good, serviceMs: Infinity })).toThrow(
    'serviceMs must be >= 0, got Infinity',
  )
  expect(() => queueWait({ ...good, servers: 0 })).toThrow(
    'servers must be a whole number >= 1, got 0',
  )
  expect(() => queueWait({ ...good, servers: 1.5 })).toThrow(RangeError)
})

/** The long run of M/M/c by definition: how often all servers are busy, and how many calls wait. */
function stationary(c: number, offered: number): { busyShare: number; queued: number } {
  let weight = 1
  let all = 0
  let busy = 0
  let queued = 0
  for (let calls = 0; calls <= c || weight > queued * 1e-18; calls++) {
    all += weight
    if (calls >= c) busy += weight
    queued += weight * Math.max(0, calls - c)
    weight *= offered / Math.min(calls + 1, c)
  }
  return { busyShare: busy / all, queued: queued / all }
}
