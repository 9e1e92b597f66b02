import { getJson } from '@overlap/lesson-05'
import type { NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { withDeadline, withTimeout, type Abortable } from './backstage/solution.ts'

export const network: NetworkInput = {
  latency: 250,
  // The headers arrive in time, but the body doesn't.
  routes: { '/products/3': { latency: 120, bandwidth: { bytesPerSecond: 120 } } },
}

const steps = ['/users/7', '/users/7/orders', '/products/5']

export const predict: Question = {
  act: 'A race against a timer',
  intro: ({ latency }) =>
    `The headers of a call arrive after ${latency('/products/3')}, and its body takes about 1,600 ms more. ` +
    'You race the call against a 500 ms timer.',
  asks: [
    {
      question: 'When does your code get the error?',
      unit: 'ms',
      answer: ({ settledMs, error }) => (error === undefined ? undefined : settledMs),
    },
    {
      question: 'When does the call end?',
      unit: 'ms',
      answer: ({ trace }) => trace.calls[0]?.endMs,
    },
    {
      question:
        'Now the timer aborts the call, but the code clears it when `fetch` resolves. When does the call end?',
      unit: 'ms',
      act: 'A timer until the headers',
      answer: ({ trace }) => trace.calls[0]?.endMs,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  stage.say("A product may take 500 ms to load. Its headers arrive in time, but its body doesn't.")
  await stage.act('A race against a timer', (api) => {
    const timeUp = Promise.withResolvers<never>()
    const tooLate = new DOMException('Not done in 500 ms', 'TimeoutError')
    setTimeout(() => timeUp.reject(tooLate), 500)
    return Promise.race([timeUp.promise, getJson(api.url('/products/3'))])
  })
  stage.say('Your code has stopped waiting, but nothing aborted the call: it runs on.')

  stage.say('\nThe next timer aborts the call, but the code clears it when `fetch` resolves:')
  await stage.act('A timer until the headers', async (api) => {
    const controller = new AbortController()
    const { signal } = controller
    const timer = setTimeout(() => controller.abort(), 500)
    const response = await fetch(api.url('/products/3'), { signal })
    clearTimeout(timer)
    return response.json()
  })
  stage.say('`fetch` resolves when the headers arrive. From then on, nothing limits the body.')

  await stage.act('withTimeout', (api) => {
    const url = api.url('/products/3')
    const load: Abortable<unknown> = ({ signal }) => getJson(url, { signal })
    return withTimeout(load, { timeoutMs: 500 })
  })
  stage.say('Your code stops waiting, and the call ends at the same moment.')

  stage.say('\nNow three steps in a row, which may take 600 ms in total:')
  await stage.act('One deadline for three steps', async (api) => {
    const deadlineMs = performance.now() + 600
    for (const path of steps) {
      const url = api.url(path)
      await withDeadline(({ signal }) => getJson(url, { signal }), { deadlineMs })
    }
  })
  stage.say('With a timeout of 600 ms for each step, the three could have taken 1,800 ms in total.')
}

await present(import.meta, { network, demo, predict })
