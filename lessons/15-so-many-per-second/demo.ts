import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { numberText, type Trace } from '@overlap/trace'
import { rateLimiter } from './backstage/solution.ts'

const limit = 5
const windowMs = 1000

/** In any second, the server accepts 5 calls. */
export const network: NetworkInput = {
  latency: 100,
  rateLimit: { algorithm: 'sliding-window', limit, windowMs },
}

const ids = Array.from({ length: 12 }, (_, i) => i + 1)

export const predict: Question = {
  act: 'Five at once',
  intro: ({ latency }) =>
    `In any second, the server accepts ${limit} calls and answers 429 to the others. You load ` +
    `${ids.length} products. A call takes ${latency('/products/1')}.`,
  asks: [
    {
      question: 'With a pool of 5 calls at once, how many get a 429?',
      unit: 'calls',
      answer: ({ trace }) => trace.calls.filter(({ status }) => status === 429).length,
    },
    {
      question:
        'Now a counter allows 5 calls per second and is reset at the start of every second. If all 12 calls ' +
        'come at 800 ms, how many start in the busiest second, wherever it begins?',
      unit: 'calls',
      act: 'Five in each second of the clock',
      answer: ({ trace }) => busiest(trace).count,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  const load = (api: MockApi, id: number): Promise<unknown> =>
    fetch(api.url(`/products/${id}`)).then((response) => response.text())
  const report = (): void => {
    const { trace } = stage.acts.at(-1) ?? {}
    if (trace) stage.say(busiestText(trace))
  }

  stage.say('Five calls a second are allowed. Are five at once the same?')
  await stage.act('Five at once', (api) => {
    const left = [...ids]
    const worker = async () => {
      for (let id; (id = left.shift());) await load(api, id)
    }
    return Promise.all(Array.from({ length: 5 }, worker))
  })
  report()

  stage.say('\nA pool limits how many are in flight. So count calls per second:')
  await stage.act('Five in each second of the clock', async (api) => {
    const counter = fixedWindow(stage)
    await stage.sleep(800) // all calls come at 800 ms
    return Promise.all(
      ids.map(async (id) => {
        await counter.take()
        return load(api, id)
      }),
    )
  })
  report()

  stage.say(
    '\nThe counter keeps the limit in each of its windows, but not across the edge between two of them. So ' +
      'count the calls in the second before each call:',
  )
  await stage.act('Five in any second', (api) => {
    // 50 ms more, because calls may arrive closer together than they start.
    const limiter = rateLimiter({ limit: 5, perMs: 1050 })
    return Promise.all(
      ids.map(async (id) => {
        await limiter.take()
        return load(api, id)
      }),
    )
  })
  report()
}

/** Counts the calls of each second, and starts again from 0 with the next one. */
function fixedWindow(stage: Stage): { take(): Promise<void> } {
  const zeroMs = performance.now()
  let second = 0
  let count = 0
  return {
    async take() {
      for (;;) {
        const nowMs = performance.now() - zeroMs
        const current = Math.floor(nowMs / windowMs)
        if (current !== second) {
          second = current
          count = 0
        }
        count += 1
        if (count <= limit) return
        await stage.sleep((current + 1) * windowMs - nowMs)
      }
    },
  }
}

/** The second in which the most calls were sent. */
function busiest({ calls }: Trace): { readonly fromMs: number; readonly count: number } {
  const counts = calls.map(({ sentMs: fromMs }) => ({
    fromMs,
    count: calls.filter(({ sentMs }) => sentMs >= fromMs && sentMs < fromMs + windowMs).length,
  }))
  return counts.reduce((most, one) => (one.count > most.count ? one : most), {
    fromMs: 0,
    count: 0,
  })
}

function busiestText(trace: Trace): string {
  const { fromMs, count } = busiest(trace)
  const refused = trace.calls.filter(({ status }) => status === 429).length
  const ms = Math.round(fromMs)
  return (
    `429: ${refused}   busiest second: from ${numberText(ms)} to ${numberText(ms + windowMs)} ms, ` +
    `${count} calls`
  )
}

await present(import.meta, { network, demo, predict })
