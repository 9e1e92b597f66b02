import { getJson, HttpError } from '@overlap/lesson-05'
import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Stage } from '@overlap/mock-server/stage'
import { taskScope, type Task } from './backstage/solution.ts'

export const network: NetworkInput = {
  latency: 100,
  routes: {
    '/products/3/price': { latency: 80, failures: [{ kind: 'status', status: 503 }] },
    '/products/3/stock': { latency: 420 },
    '/todos/1': { latency: 140 },
  },
}

/** For those who abort nothing. */
const never = new AbortController()

type Tasks = readonly Task<unknown>[]

/** The price; the stock; and a catalogue, product after product, with a last call to tidy up. */
const tasksOf = (api: MockApi): Tasks => [
  (options) => getJson(api.url('/products/3/price'), options),
  (options) => getJson(api.url('/products/3/stock'), options),
  async (options) => {
    try {
      for (const id of [11, 12, 13, 14, 15]) await getJson(api.url(`/products/${id}`), options)
    } finally {
      await getJson(api.url('/todos/1'))
    }
  },
]

/** Plays the tasks, and watches them to the end: also when the caller has been told long since. */
async function watch(
  stage: Stage,
  title: string,
  play: (tasks: Tasks) => Promise<unknown>,
): Promise<void> {
  const seen = await stage.act(title, async (api) => {
    const running = new Set<Promise<unknown>>()
    const watched = tasksOf(api).map((task): Task<unknown> => {
      return (options) => {
        const end = Promise.try(task, options).finally(() => running.delete(end))
        running.add(end)
        return end
      }
    })
    const what = await play(watched).then(() => 'that all is well', inWords)
    const { calls, nowMs } = api.trace
    const left = running.size
    api.mark('the caller is told')
    await Promise.allSettled(running)
    return { what, atMs: Math.round(nowMs), left, later: api.trace.calls.length - calls.length }
  })
  if (seen === undefined) return
  stage.say(`after ${seen.atMs} ms the caller is told: ${seen.what}`)
  stage.say(`tasks that still run then: ${seen.left}; calls that they send: ${seen.later}`)
}

function inWords(error: unknown): string {
  return error instanceof HttpError ? `${error.name} ${error.status}` : String(error)
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('A price, a stock, and a catalogue that is read product by product.')
  stage.say('The price service is down: it answers 503 after 80 ms.')
  await watch(stage, 'Promise.all: the siblings run on', (tasks) =>
    Promise.all(tasks.map((task) => task(never))),
  )
  stage.say('\nNow an AbortController for all three, aborted as soon as one has failed.')
  await watch(stage, 'Aborted, but not waited for', async (tasks) => {
    const controller = new AbortController()
    try {
      return await Promise.all(tasks.map((task) => task(controller)))
    } catch (error) {
      controller.abort(error)
      throw error
    }
  })
  stage.say('\nThe calls stop. But one task still tidies up, and its caller is gone.')
  await watch(stage, 'A scope: called off, and waited for', async (tasks) => {
    await using scope = taskScope()
    return await Promise.all(tasks.map((task) => scope.run(task)))
  })
}

await present(import.meta, { network, demo })
