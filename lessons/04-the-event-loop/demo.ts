import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { digestAll } from './backstage/solution.ts'

export const network: NetworkInput = { latency: 100 }

const items = Array.from({ length: 300 }, (_, i) => i)

export const predict: Question = {
  act: 'A busy loop does',
  intro: ({ latency }) =>
    `A call takes ${latency('/products/1')}. While it is in flight, the program does something ` +
    'else for 300 ms. Then it sends another call.',
  asks: [
    {
      question: 'It sleeps for 300 ms with a timer. When does it see the first answer?',
      unit: 'ms',
      act: 'A sleep does not block',
      answer: ({ trace }) => trace.calls[0]?.endMs,
    },
    {
      question: 'It computes for 300 ms in an `async` function. When does it see that answer?',
      unit: 'ms',
      answer: ({ trace }) => trace.calls[0]?.endMs,
    },
    {
      question: 'How long does it take in all when it computes?',
      unit: 'ms',
      answer: ({ facts }) => facts.makespanMs,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  // oxlint-disable-next-line typescript/require-await -- the point: `async` gives nothing back
  const compute = async (): Promise<void> => {
    for (const _ of items) stage.burn(1)
  }

  /** Plays an act with a timer of 10 ms beside it, and says how that timer fared. */
  const besideTimer = async (title: string, work: (api: MockApi) => Promise<void>) => {
    const beatsMs: number[] = []
    await stage.act(title, async (api) => {
      const startMs = performance.now()
      const timer = setInterval(() => beatsMs.push(performance.now() - startMs), 10)
      try {
        await work(api)
      } finally {
        clearInterval(timer)
      }
    })
    const gaps = beatsMs.map((beat, i) => beat - (beatsMs[i - 1] ?? 0))
    stage.say(
      `a timer of 10 ms fired ${beatsMs.length} times; ` +
        `its longest silence: ${Math.round(Math.max(0, ...gaps))} ms`,
    )
  }

  stage.say('A call is in flight, and the program sleeps for 300 ms beside it.')
  await besideTimer('A sleep does not block', async (api) => {
    const call = fetch(api.url('/products/1'))
    await stage.sleep(300)
    await call
    await fetch(api.url('/products/2'))
  })

  stage.say('\nThe same call, and an async function that computes for 300 ms without a pause.')
  await besideTimer('A busy loop does', async (api) => {
    const call = fetch(api.url('/products/1'))
    await stage.sleep(1) // the call leaves
    await compute() // 300 ms of work in an async function
    await call
    await fetch(api.url('/products/2'))
  })
  stage.say('The answer had to wait: the thread was busy, and nothing could take it.')

  stage.say('\nThe same work in slices of 10 ms:')
  await besideTimer('Slices let everything else go on', async (api) => {
    const call = fetch(api.url('/products/1'))
    await stage.sleep(1)
    await digestAll(items, () => stage.burn(1)) // lets timers run every 10 ms
    await call
    await fetch(api.url('/products/2'))
  })
}

await present(import.meta, { network, demo, predict })
