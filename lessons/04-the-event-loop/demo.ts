import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Act, type Question, type Stage } from '@overlap/mock-server/stage'

export const network: NetworkInput = { latency: 100 }

/** Items to digest, at 3 ms each: 300 ms of work. */
const items = Array.from({ length: 100 }, (_, i) => i)

const load = async (url: string): Promise<unknown> => (await fetch(url)).json()

const answeredMs = ({ trace }: Act): number | undefined => trace.calls[0]?.endMs

export const predict: Question = {
  act: 'An async function that computes',
  intro: ({ latency }) =>
    `A program sends a call that takes ${latency('/products/1')}, and keeps its promise. While the call is ` +
    'in flight, the program does something else for 300 ms.',
  asks: [
    {
      question: 'It sleeps for 300 ms, with a timer. When does the promise resolve?',
      unit: 'ms',
      act: 'A sleep',
      answer: answeredMs,
    },
    {
      question: 'It computes for 300 ms, in an `async` function. When does the promise resolve?',
      unit: 'ms',
      answer: answeredMs,
    },
    {
      question: 'It computes with an `await null` every 3 ms. When does the promise resolve?',
      unit: 'ms',
      act: 'await null after each item',
      answer: answeredMs,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  /** How far the work of this act is behind: on a busy machine, another program may interrupt it. */
  let behindMs = 0
  const digest = (_item: number): void => {
    const startMs = performance.now()
    stage.burn(Math.max(0, 3 - behindMs))
    behindMs = Math.max(0, behindMs + performance.now() - startMs - 3)
  }
  // oxlint-disable-next-line typescript/require-await -- the point: `async` doesn't yield
  const compute = async (): Promise<void> => {
    for (const item of items) digest(item)
  }

  /** Plays an act with a 10 ms interval beside it, and says how often the interval fired. */
  const besideTimer = async (
    title: string,
    work: (api: { send: (path: string) => Promise<unknown> }) => Promise<unknown>,
  ): Promise<void> => {
    const beatsMs: number[] = []
    behindMs = 0
    await stage.act(title, async (api) => {
      const startMs = performance.now()
      const timer = setInterval(() => beatsMs.push(performance.now() - startMs), 10)
      try {
        return await work({ send: sender(api) })
      } finally {
        clearInterval(timer)
      }
    })
    const endMs = stage.acts.at(-1)?.settledMs ?? 0
    const gaps = [...beatsMs, endMs].map((beat, i) => beat - (beatsMs[i - 1] ?? 0))
    const { length } = beatsMs
    stage.say(
      `The program took ${Math.round(endMs)} ms. Meanwhile, a 10 ms interval fired ` +
        `${length === 1 ? 'once' : `${length} times`}. The longest gap was ${Math.round(Math.max(0, ...gaps))} ms.`,
    )
  }

  stage.say('A call is in flight, and the program sleeps for 300 ms.')
  await besideTimer('A sleep', async ({ send }) => {
    const call = send('/products/1')
    await stage.sleep(300)
    return await call
  })

  stage.say('\nThe same call. Now the program computes for 300 ms, in an async function.')
  await besideTimer('An async function that computes', async ({ send }) => {
    const call = send('/products/1')
    await stage.sleep(1) // lets the request go out
    await compute() // 100 items of 3 ms
    return await call
  })

  /* oxlint-disable typescript/await-thenable, unicorn/no-unnecessary-await -- the point of this act */
  stage.say('\nDoes an `await` in the loop help?')
  await besideTimer('await null after each item', async ({ send }) => {
    const call = send('/products/1')
    await stage.sleep(1) // lets the request go out
    for (const item of items) {
      digest(item) // 3 ms of work
      await null
    }
    return await call
  })

  stage.say('\nThe same loop, but it awaits a timer instead of `null`:')
  await besideTimer('A timer after each item', async ({ send }) => {
    const call = send('/products/1')
    await stage.sleep(1) // lets the request go out
    for (const item of items) {
      digest(item) // 3 ms of work
      await stage.sleep(1) // the shortest timer
    }
    return await call
  })
}

/** Sends a call whose failure may be awaited late. */
function sender(api: MockApi): (path: string) => Promise<unknown> {
  return (path) => {
    const call = load(api.url(path))
    call.catch(() => {})
    return call
  }
}

await present(import.meta, { network, demo, predict })
