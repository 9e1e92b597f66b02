import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest'
import type { FailureInput, NetworkInput, PresetName } from '../index.ts'
import { presetNames } from '../network/presets.ts'
import { findChromium, whereItMayBe } from './find-chromium.ts'
import { openBrowser, type OpenBrowser, type Place } from './open-browser.ts'
import * as probes from './probes.ts'
import { hello } from './serve-pages.ts'

let opened: OpenBrowser | undefined

beforeAll(async () => {
  const path = await findChromium()
  if (path === undefined) return
  const solution = new URL('../../../lessons/02-all-at-once/backstage/solution.ts', import.meta.url)
  opened = await openBrowser(path, { solution })
})

afterAll(() => opened?.[Symbol.asyncDispose]())

function browser(context: TestContext): OpenBrowser {
  return opened ?? context.skip(`no Chromium found: ${whereItMayBe}`)
}

/** A network that uses every kind of setting. */
const network: NetworkInput = {
  seed: 7,
  latency: { lognormal: { median: 80, p99: 900 } },
  firstByteMs: { exponential: { mean: 5 } },
  failures: [
    { kind: 'trickle', bytesPerSecond: 500, probability: 0.1 },
    { kind: 'reset', probability: 0.1 },
    { kind: 'status', status: 503, retryAfter: 1, every: 2, route: '/products/:id' },
  ],
  rateLimit: { algorithm: 'sliding-window', limit: 12, windowMs: 500 },
  capacity: { slots: 5, queue: 8, serviceMs: { normal: { mean: 30, sd: 10 } } },
  bandwidth: { bytesPerSecond: 20_000 },
  routes: { '/products/2': { latency: { pareto: { min: 10, alpha: 1.2 } } } },
  timeline: [{ fromMs: 1500, failures: [{ kind: 'truncated', probability: 0.5 }] }],
}

/** A value as the browser returns it: through JSON. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const known = new Map<PresetName, unknown>()

async function presetInNode(preset: PresetName): Promise<unknown> {
  if (!known.has(preset)) known.set(preset, sent(await probes.fates({ preset })))
  return known.get(preset)
}

const faults: readonly [FailureInput, object][] = [
  [{ kind: 'refused' }, failed('headers', 'fetch failed', 'ECONNREFUSED')],
  [{ kind: 'reset' }, failed('headers', 'fetch failed', 'ECONNRESET')],
  [{ kind: 'empty' }, failed('headers', 'fetch failed', 'UND_ERR_SOCKET')],
  [{ kind: 'reset-body' }, failed('body', 'terminated', 'ECONNRESET')],
  [{ kind: 'truncated' }, failed('body', 'terminated', 'UND_ERR_SOCKET')],
  [{ kind: 'garbage' }, { stage: 'body', error: { name: 'SyntaxError' }, atMs: 10 }],
  [{ kind: 'hang' }, { stage: 'headers', error: { name: 'TimeoutError' }, atMs: 60_000 }],
  [
    { kind: 'status', status: 404 },
    { status: 404, statusText: 'Not Found', atMs: 10 },
  ],
  [
    { kind: 'slow-headers', delayMs: 500 },
    { status: 200, atMs: 510 },
  ],
  [{ kind: 'trickle', bytesPerSecond: 100 }, { status: 200 }],
]

function failed(stage: string, message: string, code: string): object {
  return { stage, error: { name: 'TypeError', message, cause: { code } }, atMs: 10 }
}

const places: readonly Place[] = ['page', 'worker', 'sandboxed page']

describe.each(places)('in a %s', (place) => {
  test('calls on the same network end in the same way, at the same time, as in Node', async (context) => {
    const inNode = await probes.fates(network)
    const statuses = inNode.ends.map(([, end]) => end.split(',')[0])
    expect(new Set(statuses)).toEqual(
      new Set(['200', '201', '429', '503', 'TypeError ECONNRESET', 'TypeError UND_ERR_SOCKET']),
    )
    expect(await browser(context).probe(place, 'fates', network)).toEqual(sent(inNode))
  })

  test('calls on each preset end as in Node', async (context) => {
    for (const preset of presetNames) {
      const there = await browser(context).probe(place, 'fates', { preset })
      expect([preset, there]).toEqual([preset, await presetInNode(preset)])
    }
  })

  test('an aborted call rejects with its reason, before, with and after the headers', async (context) => {
    const ends = (await browser(context).probe(place, 'aborts')) as string[]
    expect(ends).toHaveLength(232)
    expect(ends.filter((end) => !end.endsWith(': signal.reason'))).toEqual([])
  })

  test('each fault causes the same error as in Node', async (context) => {
    const list = faults.map(([fault]) => fault)
    const there = await browser(context).probe(place, 'faults', list)
    expect(there).toMatchObject(faults.map(([, end]) => end))
    expect(there).toEqual(sent(await probes.faults(list)))
  })

  test('calls of 100, 200 and 300 ms take 600 ms in sequence and 300 ms concurrently, 50 times', async (context) => {
    const there = await browser(context).probe(place, 'sums', 50)
    expect(there).toEqual(Array.from({ length: 50 }, () => [600, 300]))
  })

  test('virtual time is exact without simulate, too', async (context) => {
    const there = await browser(context).probe(place, 'withoutSimulation')
    expect(there).toEqual([600, 600, 600, 950, 3_600_950])
  })

  test('operations that take no time end before the next timer', async (context) => {
    expect(await browser(context).probe(place, 'instants')).toEqual(await probes.instants())
    expect(await probes.instants()).toEqual(Array.from({ length: 8 }, () => 0))
  })

  test('work that never settles is detected, and fetch times out if a call hangs', async (context) => {
    expect(await browser(context).probe(place, 'neverSettles')).toEqual([
      { outcome: 'never-settles', settledMs: 0, timersLeft: 0 },
      // The call hangs, and fetch times out.
      { outcome: 'rejected', settledMs: 300_000, timersLeft: 0 },
      { outcome: 'never-settles', settledMs: 10_000, timersLeft: 1 },
    ])
  })

  test('virtual time waits for cryptography, 50 times', async (context) => {
    const there = await browser(context).probe(place, 'realWork', 50)
    expect(there).toEqual(Array.from({ length: 50 }, () => [0, 100]))
  })

  test('a watched signal counts its listeners, however they are added and removed', async (context) => {
    expect(await browser(context).probe(place, 'listeners')).toEqual([0, 1, 2, 3, 2, 1, 0])
  })

  test('unhandled errors and rejections are captured', async (context) => {
    expect(await browser(context).probe(place, 'unhandled')).toEqual({
      outcome: 'fulfilled',
      settledMs: 200,
      unhandled: [
        'Error: a rejection',
        'Error: thrown by a timer',
        'Error: thrown by a microtask',
        'Error: after a call',
      ],
    })
  })

  test('closing the network restores the real fetch', async (context) => {
    const { origin, probe } = browser(context)
    const log = await probe(place, 'afterClose', `${origin}/hello`)
    expect(log).toEqual([false, 200, true, hello, true, hello])
  })

  test('the real fetch can be recorded', async (context) => {
    const { origin, probe } = browser(context)
    const seen = await probe(place, 'overRealFetch', `${origin}/hello`, `${origin}/endless`)
    expect(seen).toEqual({ text: hello, error: 'signal.reason', outcomes: ['ok', 'aborted'] })
  })

  test('localStorage is left as the browser has it', async (context) => {
    const expected = { page: 'object', worker: 'undefined', 'sandboxed page': 'SecurityError' }
    expect(await browser(context).probe(place, 'storage')).toBe(expected[place])
  })

  test('a lesson’s solution does what its check asks for', async (context) => {
    const { origin, probe } = browser(context)
    expect(await probe(place, 'lesson', `${origin}/solution.js`)).toEqual({
      ids: [1, 2, 3, 4],
      peakInFlight: 4,
      makespanMs: 300,
      settledMs: 300,
      failure: ['rejected', 'TypeError: fetch failed'],
    })
  })
})
