import { getJson } from '@overlap/lesson-05'
import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Act, type Question, type Stage } from '@overlap/mock-server/stage'
import { taskScope, type Task } from './backstage/solution.ts'

export const network: NetworkInput = {
  latency: 100,
  routes: {
    '/products/3/price': { latency: 80, failures: [{ kind: 'status', status: 503 }] },
    '/products/3/stock': { latency: 420 },
    '/todos/1': { latency: 140 },
  },
}

const catalogue = [11, 12, 13, 14, 15].map((id) => `/products/${id}`)

/** The price, the stock, and a catalogue: one product after another, then a call that cleans up. */
const tasksOf = (api: MockApi): readonly Task<unknown>[] => [
  (options) => getJson(api.url('/products/3/price'), options),
  (options) => getJson(api.url('/products/3/stock'), options),
  async (options) => {
    try {
      for (const path of catalogue) await getJson(api.url(path), options)
    } finally {
      await getJson(api.url('/todos/1'))
    }
  },
]

export const predict: Question = {
  act: 'Promise.all',
  intro: ({ latency }) =>
    `The price fails after ${latency('/products/3/price')}. The stock call takes ` +
    `${latency('/products/3/stock')}. The catalogue makes five calls of ${latency(...catalogue)}, ` +
    'one after another, then one more call to clean up.',
  asks: [
    {
      question: 'When does `Promise.all` reject?',
      unit: 'ms',
      answer: ({ settledMs, error }) => (error === undefined ? undefined : settledMs),
    },
    {
      question: 'How many calls end after that?',
      unit: 'calls',
      answer: endedAfter,
    },
  ],
}

/** How many calls of an act ended after it had settled. In real time, an abort may take 1 ms. */
function endedAfter({ settledMs, trace }: Act): number {
  return trace.calls.filter(({ endMs = Infinity }) => endMs > settledMs + 1).length
}

export async function demo(stage: Stage): Promise<void> {
  const report = (): void => {
    const act = stage.acts.at(-1)
    if (act !== undefined) stage.say(`calls that ended after that: ${endedAfter(act)}`)
  }

  stage.say('The price service is down. It answers 503.')
  await stage.act('Promise.all', (api) => {
    const controller = new AbortController() // never aborted
    const calls = tasksOf(api).map((task) => task({ signal: controller.signal }))
    return Promise.all(calls)
  })
  report()

  stage.say('\nNow the signal is aborted as soon as one task fails:')
  await stage.act('Aborted, but not awaited', async (api) => {
    const controller = new AbortController()
    const calls = tasksOf(api).map((task) => task({ signal: controller.signal }))
    try {
      return await Promise.all(calls)
    } catch (error) {
      controller.abort(error)
      throw error
    }
  })
  report()

  stage.say(
    '\nThe calls stop. But one task is still cleaning up when its caller moves on.\nA scope waits for it:',
  )
  await stage.act('A task scope', async (api) => {
    await using scope = taskScope() // aborts, then waits
    const calls = tasksOf(api).map((task) => scope.run(task))
    return await Promise.all(calls)
  })
  report()
}

await present(import.meta, { network, demo, predict })
