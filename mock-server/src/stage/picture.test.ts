import { expect, test } from 'vitest'
import type { MockApi } from '../index.ts'
import type { LiveScreen } from './live-screen.ts'
import { perform } from './perform.ts'
import { svgOf } from './svg-of.ts'
import type { Act, Demo, PerformOptions, Picture, Stage } from './stage.ts'

/** Plays acts in virtual time, and returns what was printed for each of them. */
async function play(demo: Demo['demo'], options: PerformOptions = {}): Promise<string[]> {
  const lines: string[] = []
  await perform(
    { network: { latency: 100 }, demo },
    { virtual: true, print: (text) => lines.push(text), ...options },
  )
  return lines.filter((text) => text !== '')
}

/** Sends a call every 10 ms. */
async function send(stage: Stage, api: MockApi, count = 200): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async (_, i) => {
      await stage.sleep(i * 10)
      await (await fetch(api.url(`/todos/${i + 1}`))).text()
    }),
  )
}

const act = (stage: Stage, title: string, picture: Picture): Promise<void> =>
  stage.act(title, (api) => send(stage, api), { picture })

test('draws how many calls were sent, answered and in flight over time', async () => {
  const [printed] = await play((stage) => act(stage, 'Act', 'counts'))
  expect(printed).toMatch(/^1 · Act\n[^]*sent .* of 200\n[^]*answered .* of 200\n/u)
  expect(printed).toMatch(/in flight .*max 10\n[^]*Each column is 40 ms\./u)
})

test('later acts keep the scale of earlier ones, so that their heights can be compared', async () => {
  const [many, few] = await play(async (stage) => {
    await act(stage, 'Many', 'counts')
    await stage.act('Few', (api) => send(stage, api, 2), { picture: 'counts' })
  })
  const scale = 'Full height is 4 calls (in flight: 10).'
  expect(many).toContain(scale)
  expect(few).toContain(scale)
})

test('draws the states and counts the marks of an act', async () => {
  const down = { label: 'server', spans: [{ fromMs: 0, toMs: 1000, text: 'down' }] }
  const [printed] = await play(async (stage) => {
    await stage.act(
      'Act',
      async (api) => {
        await send(stage, api, 20)
        api.mark('breaker: open')
        for (let i = 0; i < 5; i++) api.mark('refused')
        await send(stage, api, 20)
      },
      { picture: { counts: { counted: ['refused'], bands: [down] } } },
    )
  })
  expect(printed).toMatch(/refused .*max +5 of +5\n/u)
  expect(printed).toMatch(/server .* down .*\nbreaker .* open /u)
})

test('draws the percentiles of the calls, below those of the acts before', async () => {
  const [plain, second, hedged] = await play(async (stage) => {
    await act(stage, 'Plain', 'percentiles')
    await act(stage, 'In between', 'timeline')
    await act(stage, 'Hedged', { percentiles: [50, 60], label: 'two' })
  })
  expect(plain).toMatch(/^1 · Plain\n[^]*\nPlain +100 ms +100 ms +100 ms +100 ms +200\n/u)
  expect(second).not.toContain('p99')
  expect(hedged).toMatch(/\nPlain .* 200\ntwo +50 ms +60 ms +60 ms +60 ms +2\n/u)
})

test('gives a function the room and the time axis', async () => {
  const seen: unknown[] = []
  const [printed] = await play(
    (stage) =>
      act(stage, 'Act', (trace, { width, spanMs }) => {
        seen.push({ calls: trace.calls.length, width, spanMs })
        return 'mine'
      }),
    { draw: { width: 70 } },
  )
  expect(seen).toEqual([{ calls: 200, width: 70, spanMs: 2090 }])
  expect(printed).toBe('1 · Act\nmine')
})

test.each(['counts', 'percentiles'] as const)(
  'fits %s into a small terminal, with the code above it',
  async (picture) => {
    const source = `act('Act', () => {${'\n  line'.repeat(8)}\n})`
    const [printed = ''] = await play((stage) => act(stage, 'Act', picture), { source, rows: 19 })
    expect(printed).toContain('  line\n')
    expect(printed.split('\n').length).toBeLessThan(19)
  },
)

test('the counts grow while the calls are in flight', async () => {
  const counted = Promise.withResolvers<void>()
  const frames: string[] = []
  let left = ''
  const live: LiveScreen = {
    show: (text) => {
      frames.push(text)
      if (text.includes('sent')) counted.resolve()
    },
    leave: (text) => (left = text),
  }
  await play(
    (stage) =>
      stage.act(
        'Act',
        async (api) => {
          const calls = [1, 2, 3].map((id) => fetch(api.url(`/todos/${id}`)))
          await counted.promise
          await Promise.all(calls)
        },
        { picture: 'counts' },
      ),
    { virtual: false, live },
  )
  expect(frames[0]).toBe('1 · Act')
  expect(frames.at(-1)).toMatch(/sent .*max +3 of +3\n/u)
  expect(left).toMatch(/answered .*of +3\n/u)
})

test('an act has what its picture shows besides the trace, as plain data', async () => {
  const waitsMs: number[] = []
  const acts = await perform(
    {
      network: { latency: 100 },
      demo: async (stage) => {
        await act(stage, 'Timeline', 'timeline')
        await act(stage, 'Counts', { counts: { counted: ['refused'] } })
        await act(stage, 'Percentiles', 'percentiles')
        await stage.act('Own', () => void waitsMs.push(1, 2), {
          picture: { percentiles: waitsMs, label: 'own' },
        })
        waitsMs.length = 0
      },
    },
    { virtual: true, print: () => {} },
  )
  const all = Array.from({ length: 200 }, () => 100)
  expect(acts.map(({ shown }) => shown)).toEqual([
    undefined,
    { counts: { counted: ['refused'] } },
    { percentiles: [{ label: 'Percentiles', latenciesMs: all }] },
    {
      percentiles: [
        { label: 'Percentiles', latenciesMs: all },
        { label: 'own', latenciesMs: [1, 2] },
      ],
    },
  ])
})

test('plays an act of a thousand calls in virtual time, and the next one in real time again', async () => {
  const frames: string[] = []
  const live: LiveScreen = { show: (text) => frames.push(text), leave: (text) => frames.push(text) }
  const timers = [globalThis.setTimeout]
  const acts: Act[] = await perform(
    {
      network: { latency: 2000 },
      demo: async (stage) => {
        await stage.act('Virtual', (api) => send(stage, api, 1000), {
          picture: 'counts',
          virtual: true,
        })
        timers.push(globalThis.setTimeout)
        await stage.act('Real', () => stage.sleep(1))
      },
    },
    { live, print: () => {} },
  )
  expect(acts[0]?.settledMs).toBe(2000 + 999 * 10)
  expect(frames.slice(0, 2)).toEqual(['1 · Virtual', expect.stringContaining('of 1000')])
  expect(timers[1]).toBe(timers[0])
  expect(acts[1]?.settledMs).toBeGreaterThan(0)
})

test('an act is drawn as SVG with its own picture', async () => {
  const acts = await perform(
    {
      network: { latency: 100 },
      demo: async (stage) => {
        await act(stage, 'Timeline', 'timeline')
        await act(stage, 'Counts', 'counts')
        await act(stage, 'Percentiles', 'percentiles')
        await act(stage, 'Own', () => 'mine')
      },
    },
    { virtual: true, print: () => {} },
  )
  const svgs = acts.map(svgOf)
  expect(svgs.map((svg) => /<title>(.*)<\/title>/u.exec(svg)?.[1])).toEqual(
    acts.map(({ title }) => title),
  )
  expect(svgs.map((svg) => svg.includes('sent, max 3 of 200'))).toEqual([false, true, false, false])
  expect(svgs.map((svg) => svg.includes('>p99<'))).toEqual([false, false, true, false])
})
