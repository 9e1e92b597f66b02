import {
  simulate,
  startMockApi,
  virtualTime,
  watchedSignal,
  type NetworkInput,
} from '../../index.ts'

const latencies = [100, 200, 300] as const

const network: NetworkInput = {
  routes: Object.fromEntries(latencies.map((latency) => [`/todos/${latency}`, { latency }])),
}

/** How long three calls take in sequence and concurrently, in each round. */
export async function sums(times: number): Promise<(readonly [number, number])[]> {
  const results = []
  for (let time = 0; time < times; time += 1) {
    const inARow = await simulate(network, async (api) => {
      for (const ms of latencies) await (await fetch(api.url(`/todos/${ms}`))).json()
    })
    const together = await simulate(network, (api) =>
      Promise.all(latencies.map(async (ms) => (await fetch(api.url(`/todos/${ms}`))).json())),
    )
    results.push([inARow.settledMs, together.settledMs] as const)
  }
  return results
}

/** The same calls, and a few timers, in virtual time without `simulate`. */
export async function withoutSimulation(): Promise<unknown> {
  const log: unknown[] = []
  {
    using time = virtualTime()
    using api = startMockApi(network)
    const [startMs, dateMs] = [performance.now(), Date.now()]
    for (const ms of latencies) await fetch(api.url(`/todos/${ms}`))
    log.push(time.nowMs, Date.now() - dateMs, performance.now() - startMs)
    await Promise.all(latencies.map((ms) => fetch(api.url(`/todos/${ms}`))))
    time.spend(50)
    log.push(time.nowMs)
    await new Promise((resolve) => setTimeout(resolve, 3_600_000))
    log.push(time.nowMs)
  }
  return log
}

/** How much virtual time passes during operations that should take none, while a timer waits. */
export async function instants(): Promise<readonly number[]> {
  const { value } = await simulate({}, async (api, time) => {
    const log: number[] = []
    const body = JSON.stringify({ userId: 1, items: [{ productId: 1, quantity: 1 }] })
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
    const tries: (() => Promise<unknown>)[] = [
      async () => (await fetch(api.url('/todos/1'))).json(),
      async () => (await fetch(api.url('/todos/1'))).clone().json(),
      async () => (await fetch(api.url('/todos/1'))).blob(),
      async () => (await fetch(api.url('/reports/1?rows=100'))).text(),
      async () => Array.fromAsync((await fetch(api.url('/reports/1?rows=100'))).body ?? []),
      async () => (await fetch(api.url('/orders'), init)).json(),
      async () => (await fetch(new Request(api.url('/orders'), init).clone())).json(),
      async () => (await fetch(api.url('/orders'), { ...init, body: new Blob([body]) })).json(),
    ]
    for (const attempt of tries) {
      const nextMs = new Promise((resolve) => setTimeout(resolve, 10))
      const fromMs = time.nowMs
      for (let round = 0; round < 10; round += 1) await attempt()
      log.push(time.nowMs - fromMs)
      await nextMs
    }
    return log
  })
  return value
}

/** How a simulation ends if its work never does. */
export async function neverSettles(): Promise<unknown[]> {
  const works = [
    () => new Promise(() => {}),
    () => fetch('http://shop.test/products/1'),
    () => new Promise(() => setInterval(() => {}, 1000)),
  ]
  const ends = []
  for (const work of works) {
    const run = await simulate(
      { routes: { '/products/:id': { failures: [{ kind: 'hang' }] } } },
      async () => void (await work()),
      { limitMs: 10_000 },
    )
    ends.push({ outcome: run.outcome, settledMs: run.settledMs, timersLeft: run.timersLeft })
  }
  return ends
}

/** The unhandled errors that were captured, and when the work ended in spite of them. */
export async function unhandled(): Promise<unknown> {
  const { outcome, settledMs, unhandled } = await simulate({ latency: 100 }, async (api, time) => {
    void Promise.reject(new Error('a rejection'))
    setTimeout(() => {
      throw new Error('thrown by a timer')
    }, 10)
    setTimeout(() => {
      queueMicrotask(() => {
        throw new Error('thrown by a microtask')
      })
    }, 20)
    void fetch(api.url('/todos/1')).then(() => Promise.reject(new Error('after a call')))
    await time.sleep(200)
  })
  return { outcome, settledMs, unhandled: unhandled.map(String) }
}

/** When calls were sent after work that takes real time, while timers waited, in each round. */
export async function realWork(times: number): Promise<number[][]> {
  const results = []
  for (let time = 0; time < times; time += 1) {
    const { trace } = await simulate({ latency: 100 }, async (api) => {
      const ticks = [1, 7, 300].map((ms) => new Promise((resolve) => setTimeout(resolve, ms)))
      await crypto.subtle.digest('SHA-256', new Uint8Array(100_000))
      await fetch(api.url('/todos/1'))
      await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt'])
      await fetch(api.url('/todos/2'))
      await Promise.all(ticks)
    })
    results.push(trace.calls.map(({ sentMs }) => sentMs))
  }
  return results
}

/** How many listeners a watched signal has after each way to add or remove one. */
export async function listeners(): Promise<number[]> {
  const { value } = await simulate({}, () => {
    const { signal, listeners: watched, abort } = watchedSignal()
    const listener = (): void => {}
    const made = AbortSignal.any([signal])
    const steps = [
      () => signal.addEventListener('other', listener),
      () => EventTarget.prototype.addEventListener.call(signal, 'abort', listener),
      () => Object.assign(signal, { onabort: () => {} }),
      () => made.addEventListener('abort', listener),
      () => signal.removeEventListener('abort', listener),
      () => Object.assign(signal, { onabort: null }),
      () => abort(),
    ]
    return steps.map((step) => {
      step()
      return watched.size
    })
  })
  return value
}
