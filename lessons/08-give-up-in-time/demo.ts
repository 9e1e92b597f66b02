import { getJson } from '@overlap/lesson-05'
import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { withDeadline, withTimeout, type Abortable } from './backstage/solution.ts'

export const network: NetworkInput = {
  latency: 250,
  // The headers arrive in time, and then the body drips.
  routes: { '/products/3': { latency: 120, bandwidth: { bytesPerSecond: 120 } } },
}

const get =
  (api: MockApi, path: string): Abortable<unknown> =>
  (options) =>
    getJson(api.url(path), options)

const steps = ['/users/7', '/users/7/orders', '/products/5']

export const predict: Question = {
  act: 'A race against a timer',
  intro: ({ latency }) =>
    `The headers of a call arrive after ${latency('/products/3')}, and its body takes another ` +
    '1,600 ms. You race it against a timer of 500 ms.',
  asks: [
    {
      question: 'When does your code learn that it took too long?',
      unit: 'ms',
      answer: ({ settledMs }) => settledMs,
    },
    {
      question: 'When does the call end?',
      unit: 'ms',
      answer: ({ trace }) => trace.calls[0]?.endMs,
    },
    {
      question: 'The timer aborts the call, but stops when `fetch` resolves. When does it end now?',
      unit: 'ms',
      act: 'A timer until the headers',
      answer: ({ trace }) => trace.calls[0]?.endMs,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('A product, and 500 ms to load it. Its headers arrive in time, its body does not.')
  await stage.act('A race against a timer', (api) => {
    const timeUp = Promise.withResolvers<never>()
    const tooLate = new DOMException('Not done in 500 ms', 'TimeoutError')
    setTimeout(() => timeUp.reject(tooLate), 500)
    return Promise.race([timeUp.promise, getJson(api.url('/products/3'))])
  })
  stage.say('The wait is over, but the call is not: nothing aborted it.')

  stage.say('\nThe next one aborts the call, and stops its timer when `fetch` resolves:')
  await stage.act('A timer until the headers', async (api) => {
    const controller = new AbortController()
    const { signal } = controller
    const timer = setTimeout(() => controller.abort(), 500)
    const response = await fetch(api.url('/products/3'), { signal })
    clearTimeout(timer)
    return response.json()
  })
  stage.say(
    'Once the headers have arrived, nothing limits the body. If no more bytes came, `fetch` would ' +
      'wait for five minutes.',
  )

  await stage.act('withTimeout', (api) => {
    const url = api.url('/products/3')
    const load: Abortable<unknown> = ({ signal }) => getJson(url, { signal })
    return withTimeout(load, { timeoutMs: 500 })
  })
  stage.say('The wait and the call end together, body and all.')

  stage.say('\nThree steps, one after another. Together they may take 600 ms.')
  await stage.act('600 ms for each step', async (api) => {
    for (const path of steps) {
      await withTimeout(get(api, path), { timeoutMs: 600 })
    }
  })
  stage.say('A timeout for each step does not limit the three of them.')

  await stage.act('One deadline for all steps', async (api) => {
    const deadlineMs = performance.now() + 600
    for (const path of steps) {
      await withDeadline(get(api, path), { deadlineMs })
    }
  })
}

await present(import.meta, { network, demo, predict })
