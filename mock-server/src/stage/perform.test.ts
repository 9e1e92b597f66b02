import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import type { MockApi } from '../index.ts'
import type { NetworkInput } from '../network/types.ts'
import { aheadOf } from './ahead.ts'
import type { LiveScreen } from './live-screen.ts'
import { perform } from './perform.ts'
import type { Act, Demo, PerformOptions, Stage } from './stage.ts'

/** Plays acts in virtual time, and returns them with what was printed. */
async function play(
  demo: Demo['demo'],
  network: Demo['network'] = { latency: 100 },
  options: PerformOptions = {},
): Promise<{ acts: Act[]; printed: string }> {
  const lines: string[] = []
  const acts = await perform(
    { network, demo },
    { virtual: true, print: (text) => lines.push(text), ...options },
  )
  return { acts, printed: lines.join('\n') }
}

const one = (stage: Stage, title: string): Promise<unknown> =>
  stage.act(title, (api) => fetch(api.url('/todos/1')))

test('draws each act under its title, between the sentences', async () => {
  const { printed } = await play(async (stage) => {
    stage.say('First.')
    await one(stage, 'Act one')
    stage.say('Then.')
    await one(stage, 'Act two')
  })
  expect(printed).toMatch(
    /^First\.\n\n1 · Act one\n[^]+makespan 100 ms[^\n]+\n\nThen\.\n\n2 · Act two\n[^]+makespan 100 ms/,
  )
})

test('shows the source of an act above its picture', async () => {
  const source =
    "await stage.act('Act', (api) => {\n  // twice\n  const url: string = api.url('/')\n})"
  const options = { source, draw: { color: true } }
  const { printed } = await play((stage) => one(stage, 'Act').then(() => {}), {}, options)
  const plain = stripVTControlCharacters(printed)
  expect(plain).toMatch(
    /^\n1 · Act\n {2}\/\/ twice\n {2}const url: string = api\.url\('\/'\)\n\n\/todos\/1 /,
  )
  expect(printed).not.toBe(plain)
})

/** 100 calls at once, and the lines of the picture. */
async function manyCalls(rows: number, codeLines = 8): Promise<string[]> {
  const source = `act('Act', () => {${'\n  line'.repeat(codeLines)}\n})`
  const { printed } = await play(
    async (stage) => {
      await stage.act('Act', (api) =>
        Promise.all(Array.from({ length: 100 }, (_, i) => fetch(api.url(`/todos/${i + 1}`)))),
      )
    },
    { capacity: { slots: 8, queue: 24, serviceMs: 50 } },
    { source, rows },
  )
  return printed.trimStart().split('\n')
}

test.each([16, 24, 40])(
  'fits an act with many calls into %i rows, including its code',
  async (rows) => {
    const lines = await manyCalls(rows, rows === 16 ? 3 : 8)
    // The cursor has the last row. With fewer rows of calls, a line of the legend may be gone, too.
    expect([rows - 1, rows - 2]).toContain(lines.length)
    expect(lines.join('\n')).toMatch(/^1 · Act\n {2}line[^]+more calls[^]+peak 32[^]+makespan/)
  },
)

test('draws no rows of calls if an act sets rows to 0', async () => {
  const { printed } = await play(async (stage) => {
    const all = (api: MockApi) =>
      Promise.all(Array.from({ length: 300 }, (_, i) => fetch(api.url(`/todos/${i % 9}`))))
    await stage.act('Rows', all)
    await stage.act('No rows', all, { rows: 0 })
  })
  const [rows = '', noRows = ''] = printed.split('2 · No rows')
  expect(rows).toContain('… ')
  expect(noRows.trim().split('\n')).toHaveLength(4)
  expect(noRows).toMatch(/in flight .*peak 300/)
})

test('waits between acts, but not before the first or after the last', async () => {
  const seen: string[] = []
  const act = (stage: Stage, title: string) => stage.act(title, () => void seen.push(title))
  const betweenActs = (): Promise<void> => {
    seen.push('pause')
    return Promise.resolve()
  }
  await play(
    async (stage) => {
      await act(stage, 'One')
      await act(stage, 'Two')
    },
    {},
    { betweenActs },
  )
  expect(seen).toEqual(['One', 'pause', 'Two'])
})

test('draws an act while it runs, and leaves the final picture', async () => {
  const onScreen = Promise.withResolvers<void>()
  const frames: string[] = []
  let left = ''
  const live: LiveScreen = {
    show: (text) => {
      frames.push(text)
      if (text.includes('/todos/1')) onScreen.resolve()
    },
    leave: (text) => (left = text),
  }
  const { printed } = await play(
    async (stage) => {
      await stage.act('Act', async (api) => {
        const controller = new AbortController()
        const call = fetch(api.url('/todos/1'), controller).catch(() => {})
        await onScreen.promise
        stage.say('Said in the middle.')
        controller.abort()
        await call
      })
      stage.say('Said after it.')
    },
    { latency: 600_000 },
    { virtual: false, live },
  )
  expect(frames[0]).toBe('1 · Act')
  expect(frames.at(-1)).toMatch(/so far, peak 1 in flight, 1 call, 1 pending|1 aborted/)
  expect(left).toMatch(/^1 · Act\n\/todos\/1 .+aborted\n/)
  expect(printed).toBe('\n\nSaid in the middle.\nSaid after it.')
})

test('breaks a long sentence between words', async () => {
  const { printed } = await play(
    async (stage) => {
      stage.say('One sentence that is too long.')
      stage.say('a:   b')
      await stage.sleep(0)
    },
    {},
    { draw: { width: 12 } },
  )
  expect(printed).toBe('One sentence\nthat is too\nlong.\na:   b')
})

test('every act has a fresh network', async () => {
  const { acts } = await play(
    async (stage) => {
      await one(stage, 'Act one')
      await one(stage, 'Act two')
    },
    { latency: { replay: [10, 50] } },
  )
  expect(acts.map(({ facts }) => facts.makespanMs)).toEqual([10, 10])
})

test('draws all acts on the time axis of the longest so far', async () => {
  const { printed } = await play(async (stage) => {
    await stage.act('Long', (api) => fetch(api.url('/todos/1')), { network: { latency: 400 } })
    await one(stage, 'Short')
  })
  const axes = printed.split('\n').filter((line) => line.includes('├'))
  expect(axes).toHaveLength(2)
  expect(new Set(axes).size).toBe(1)
})

test('act() returns what its work returns', async () => {
  let value: string | undefined
  await play(async (stage) => {
    value = await stage.act('Act', () => 'result')
  })
  expect(value).toBe('result')
})

test('prints a failure, and goes on with the next act', async () => {
  const { acts, printed } = await play(
    async (stage) => {
      expect(await one(stage, 'Act one')).toBeUndefined()
      await one(stage, 'Act two')
    },
    { latency: 100, failures: [{ kind: 'refused' }] },
  )
  expect(acts).toHaveLength(2)
  expect(acts[0]).toMatchObject({
    settledMs: 100,
    error: expect.stringMatching(/^TypeError: fetch failed \(/),
  })
  expect(printed).toContain('It failed after 100 ms:\nTypeError: fetch failed')
})

test('ends an act that waits for an answer that never comes', async () => {
  const { acts } = await play((stage) => one(stage, 'Act').then(() => {}), {
    failures: [{ kind: 'hang' }],
  })
  expect(acts[0]?.error).toContain(
    'an answer that never comes (/todos/1; fetch times out after 300 s)',
  )
  expect(acts[0]?.facts.stillInFlight).toBe(1)
})

test('ends an act that waits for the rest of a body that never comes', async () => {
  const { acts } = await play(
    (stage) =>
      stage.act('Act', async (api) => (await fetch(api.url('/todos/1'))).json()).then(() => {}),
    { failures: [{ kind: 'stall' }] },
  )
  expect(acts[0]?.error).toContain('the rest of a body that never comes (/todos/1;')
  expect(acts[0]?.settledMs).toBeLessThan(10_000)
})

test('lets a connection time out after 10 s', async () => {
  const { acts } = await play((stage) => one(stage, 'Act').then(() => {}), {
    failures: [{ kind: 'connect-timeout' }],
  })
  expect(acts[0]).toMatchObject({
    settledMs: 10_000,
    error: expect.stringContaining('fetch failed'),
  })
})

test('waits for a slow answer, however long it takes', async () => {
  const { acts } = await play((stage) => one(stage, 'Act').then(() => {}), { latency: 200_000 })
  expect(acts[0]).toMatchObject({ settledMs: 200_000 })
  expect(acts[0]?.error).toBeUndefined()
})

test('shows calls that an act leaves running, and the calls that follow them', async () => {
  const { acts } = await play(async (stage) => {
    await stage.act('Act', async (api) => {
      void (async () => {
        for (const id of [1, 2, 3]) await fetch(api.url(`/todos/${id}`))
      })()
      await stage.sleep(30)
      throw new Error('too early')
    })
  })
  expect(acts[0]?.facts).toMatchObject({ calls: 3, makespanMs: 300 })
  expect(acts[0]?.trace.marks).toEqual([{ atMs: 30, label: 'it failed' }])
})

test('marks the end of an act only if calls go on or the act failed', async () => {
  const { acts } = await play(async (stage) => {
    await one(stage, 'Done')
    await stage.act('Left', (api) => void fetch(api.url('/todos/1')))
  })
  expect(acts.map(({ trace }) => trace.marks)).toEqual([[], [{ atMs: 0, label: 'it returned' }]])
})

test('measures the calls that an act leaves running', async () => {
  const { acts } = await play(async (stage) => {
    await stage.act('Act', (api) => {
      void fetch(api.url('/todos/1'))
      return stage.sleep(30)
    })
  })
  expect(acts[0]).toMatchObject({ settledMs: 30, facts: { makespanMs: 100, stillInFlight: 0 } })
})

test('burn() blocks the thread, and sleep() does not', async () => {
  const beats: number[] = []
  await play(async (stage) => {
    await stage.act('Act', async () => {
      const startMs = performance.now()
      const heart = setInterval(() => beats.push(performance.now() - startMs), 10)
      await stage.sleep(25)
      stage.burn(100)
      await stage.sleep(1)
      clearInterval(heart)
    })
  })
  expect(beats.slice(0, 2)).toEqual([10, 20])
  expect(beats[2]).toBeGreaterThanOrEqual(125)
})

test('plays in real time by default', async () => {
  const { acts } = await play(
    (stage) => one(stage, 'Act').then(() => {}),
    { latency: 5 },
    { virtual: false },
  )
  expect(acts[0]?.facts.calls).toBe(1)
  expect(acts[0]?.facts.makespanMs).not.toBe(5)
})

test('applies the changes of the audience to the network', async () => {
  const seen: unknown[] = []
  const { acts } = await play(
    async (stage) => {
      seen.push(stage.network.latency)
      await one(stage, 'Act')
    },
    { latency: 100 },
    { adjust: (network) => ({ ...network, latency: 7 }) },
  )
  expect(seen).toEqual([7])
  expect(acts[0]?.facts.makespanMs).toBe(7)
})

test('looks up the latencies that the network will draw', () => {
  const network: NetworkInput = { latency: { lognormal: { median: 180, p99: 450 } }, seed: 7 }
  const paths = ['/products/1', '/products/2', '/products/3']
  expect(aheadOf(network).latency(...paths)).toBe('113 to 195 ms')
  // Each path draws its own latency, so the order of the lookups makes no difference.
  expect(paths.toReversed().map((path) => aheadOf(network).latency(path))).toEqual([
    '113 ms',
    '195 ms',
    '153 ms',
  ])
  expect(aheadOf({ ...network, latency: 500 }).latency(...paths)).toBe('500 ms')
})

test('rejects an invalid network before anything is played', async () => {
  const played: string[] = []
  const wrong = { latency: -1 }
  await expect(
    play((stage) => one(stage, 'Act').then(() => void played.push('act')), wrong),
  ).rejects.toThrow('$.latency')
  expect(played).toEqual([])
})

test('computes the makespans that the latencies alone predict', async () => {
  const { acts } = await play(
    async (stage) => {
      await stage.act('Act', (api) =>
        Promise.all(['/todos/1', '/todos/2', '/todos/1'].map((path) => fetch(api.url(path)))),
      )
    },
    { latency: { replay: [10, 20] }, firstByteMs: 3 },
  )
  // Two calls to one path take the first and the second entry.
  expect(acts[0]?.theory).toEqual({ sequentialMs: 13 + 13 + 23, slowestMs: 23 })
})
