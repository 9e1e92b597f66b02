import { getJson, HttpError } from '@overlap/lesson-05'
import { simulate, type MockApi, type NetworkInput } from '@overlap/mock-server'
import pMap from 'p-map'
import { taskScope, type Task } from './solution.ts'

type Tasks = readonly Task<unknown>[]

const never = new AbortController()

const ways: Record<string, (tasks: Tasks) => Promise<unknown>> = {
  'Promise.all': (tasks) => Promise.all(tasks.map((task) => task(never))),
  'p-map with its signal': (tasks) => {
    const controller = new AbortController()
    return pMap(tasks, (task) => task(controller), controller)
  },
  'abort by hand': async (tasks) => {
    const controller = new AbortController()
    try {
      return await Promise.all(tasks.map((task) => task(controller)))
    } catch (error) {
      controller.abort(error)
      throw error
    }
  },
  'abort by hand, then allSettled': async (tasks) => {
    const controller = new AbortController()
    const calls = tasks.map((task) => Promise.try(task, controller))
    try {
      return await Promise.all(calls)
    } catch (error) {
      controller.abort(error)
      await Promise.allSettled(calls)
      throw error
    }
  },
  taskScope: async (tasks) => {
    await using scope = taskScope()
    return await Promise.all(tasks.map((task) => scope.run(task)))
  },
}

const network: NetworkInput = {
  latency: 100,
  routes: { '/products/3/price': { latency: 50, failures: [{ kind: 'status', status: 503 }] } },
}

/** One that fails after 50 ms; one that sends five calls; one that cleans up for 100 ms when aborted. */
const tasksOf = (api: MockApi): Tasks => [
  (options) => getJson(api.url('/products/3/price'), options),
  async (options) => {
    for (const id of [11, 12, 13, 14, 15]) await getJson(api.url(`/products/${id}`), options)
  },
  async (options) => {
    await getJson(api.url('/products/20'), options).catch(() => getJson(api.url('/todos/1')))
  },
]

/** What happens to the other tasks when one fails, for each way to run them. */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [way, play] of Object.entries(ways)) {
    const { reason, settledMs, trace } = await simulate(network, (api) => play(tasksOf(api)))
    const later = trace.calls.filter(({ endMs = Infinity }) => endMs > settledMs)
    table[way] = {
      'rejects with': reason instanceof HttpError ? String(reason.status) : String(reason),
      after: `${settledMs} ms`,
      'calls that end later': String(later.length),
    }
  }
  return table
}

if (import.meta.main) {
  const table = await compare()
  const row = (way: string, cells: readonly string[]): string =>
    [way.padEnd(30), ...cells.map((cell) => cell.padEnd(12))].join(' ').trimEnd()
  console.log('Three tasks: one fails after 50 ms, and one makes five calls of 100 ms. The')
  console.log('third makes one call, and another to clean up if it is aborted.\n')
  console.log(row('', Object.keys(table['Promise.all'] ?? {})))
  for (const [way, cells] of Object.entries(table)) console.log(row(way, Object.values(cells)))
}
