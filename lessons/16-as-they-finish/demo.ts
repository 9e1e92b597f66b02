import { getJson } from '@overlap/lesson-05'
import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { numberText } from '@overlap/trace'
import { asTheyFinish } from './backstage/solution.ts'
import type { Task } from './types.ts'

/** A few calls take much longer than the others, as in real life. */
export const network: NetworkInput = {
  seed: 8,
  latency: { lognormal: { median: 250, p99: 2000 } },
}

const ids = [1, 2, 3, 4, 5, 6, 7, 8]
const paths = ids.map((id) => `/products/${id}`)

/** When each product was shown, in each act. */
const shown: Record<string, number[]> = {}

const firstShown = (act: string) => (): number => Math.round(shown[act]?.[0] ?? 0)

export const predict: Question = {
  act: 'Wait for all of them',
  intro: ({ latency }) =>
    `A page shows ${ids.length} products. Their calls start together and take ` +
    `${paths.map((path) => latency(path).replace(' ms', '')).join(', ')} ms.`,
  asks: [
    {
      question: 'When does the first product appear if you await `Promise.all`?',
      unit: 'ms',
      answer: firstShown('Wait for all of them'),
    },
    {
      question: 'When does it appear if you await the promises one by one, in a loop?',
      unit: 'ms',
      act: 'Await them in the order of the list',
      answer: firstShown('Await them in the order of the list'),
    },
    {
      question: 'When does it appear if the loop gets the results as they finish?',
      unit: 'ms',
      act: 'As they finish',
      answer: firstShown('As they finish'),
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  let show = (_product: unknown): number => 0
  /** Plays an act, and says when the products were shown. */
  const act = async (title: string, work: (api: MockApi) => Promise<void>): Promise<void> => {
    const times: number[] = []
    shown[title] = times
    await stage.act(title, (api) => {
      const startMs = performance.now()
      show = () => times.push(performance.now() - startMs)
      return work(api)
    })
    const list = times.map((ms) => numberText(Math.round(ms))).join('  ')
    stage.say(`On the page after: ${list || '…'} ms`)
  }

  stage.say('Eight calls, all sent at once. When does something appear on the page?')
  await act('Wait for all of them', async (api) => {
    const calls = ids.map((id) => load(api, id))
    const products = await Promise.all(calls) // waits for the slowest
    for (const product of products) show(product)
  })

  stage.say(
    '\nThe page stays empty until the slowest answer arrives. Does it help to await them one by one?',
  )
  await act('Await them in the order of the list', async (api) => {
    const calls = ids.map((id) => load(api, id))
    for (const call of calls) {
      show(await call) // waits for this one, even if others are ready
    }
  })

  stage.say('\nNow the first in the list holds up the others. Take whichever is ready:')
  await act('As they finish', async (api) => {
    const tasks = ids.map((id) => () => load(api, id))
    for await (const result of asTheyFinish(tasks)) {
      show(result) // whichever is ready
    }
  })

  stage.say('\nA loop can also stop. Three products are enough:')
  await act('The first three', async (api) => {
    const taskFor =
      (id: number): Task<unknown> =>
      ({ signal }) =>
        load(api, id, signal)
    for await (const result of asTheyFinish(ids.map(taskFor))) {
      if (show(result) === 3) break // aborts the others
    }
  })
}

function load(api: MockApi, id: number, signal?: AbortSignal): Promise<unknown> {
  const call = getJson(api.url(`/products/${id}`), signal ? { signal } : {})
  call.catch(() => {}) // with --fail, the loop of act 2 may end before it awaits this one
  return call
}

await present(import.meta, { network, demo, predict })
