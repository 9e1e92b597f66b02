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

/** What happens to the siblings of a task that fails, for each way to run them. */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [way, play] of Object.entries(ways)) {
    let running = 0
    let leftRunning: number | undefined
    const run = await simulate(network, (api) => {
      const tasks = tasksOf(api).map((task): Task<unknown> => {
        return (options) => {
          running += 1
          return Promise.try(task, options).finally(() => running--)
        }
      })
      return play(tasks).finally(() => (leftRunning = running))
    })
    // The call to clean up, to /todos/1, isn't counted: it has a purpose.
    const late = run.trace.calls.filter(({ sentMs, url }) => sentMs > 50 && url.includes('product'))
    table[way] = {
      rejects: `${nameOf(run.reason)} after ${run.settledMs} ms`,
      'tasks still running': String(leftRunning),
      'calls sent for nobody': String(late.length),
    }
  }
  return table
}

const nameOf = (reason: unknown): string =>
  reason instanceof HttpError ? String(reason.status) : (reason as Error).name

if (import.meta.main) console.table(await compare())
