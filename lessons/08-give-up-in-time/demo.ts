import { getJson } from '@overlap/lesson-05'
import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Stage } from '@overlap/mock-server/stage'
import { withDeadline, withTimeout, type Abortable } from './backstage/solution.ts'

export const network: NetworkInput = {
  latency: 250,
  // The headers come in time, and then the body drips.
  routes: { '/products/3': { latency: 120, bandwidth: { bytesPerSecond: 120 } } },
}

const get =
  (api: MockApi, path: string): Abortable<unknown> =>
  (options) =>
    getJson(api.url(path), options)

export async function demo(stage: Stage): Promise<void> {
  stage.say('A product, and 500 ms to load it. Its headers come in time, its body does not.')
  await stage.act('A race against a timer', (api) => {
    const timeUp = Promise.withResolvers<never>()
    setTimeout(() => timeUp.reject(new DOMException('Not done in 500 ms', 'TimeoutError')), 500)
    return Promise.race([timeUp.promise, getJson(api.url('/products/3'))])
  })
  stage.say('The waiting is over after 500 ms, the call is not: nobody told it.')

  stage.say('This one aborts the call, and stops its timer when `fetch` resolves:')
  await stage.act('A timer until the headers', async (api) => {
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(), 500)
    const response = await fetch(api.url('/products/3'), { signal: controller.signal })
    clearTimeout(timer)
    return response.json()
  })
  stage.say(
    'It did not give up: the timer stopped with the headers. If no more bytes came, `fetch` ' +
      'would wait for five minutes.',
  )

  await stage.act('withTimeout', (api) => withTimeout(get(api, '/products/3'), { timeoutMs: 500 }))
  stage.say('Waiting and call end together, body and all.')

  const steps = ['/users/7', '/users/7/orders', '/products/5']
  stage.say('\nThree steps, each after the one before. All of them may take 600 ms.')
  await stage.act('600 ms for each step', async (api) => {
    for (const path of steps) await withTimeout(get(api, path), { timeoutMs: 600 })
  })
  stage.say('No step took too long. The three of them did.')

  await stage.act('One deadline for all steps', async (api) => {
    const deadlineMs = performance.now() + 600
    for (const path of steps) await withDeadline(get(api, path), { deadlineMs })
  })
}

await present(import.meta, { network, demo })
