import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { digestAll } from './backstage/solution.ts'

export const network: NetworkInput = { latency: 100 }

const items = Array.from({ length: 300 }, (_, i) => i)

export const predict: Question = {
  act: 'A busy loop does',
  question:
    'A call of 100 ms, beside it 300 ms of work without a pause, then another call of 100 ms.',
  // What the thread does beside the calls is not in their latencies.
  theory: false,
}

export async function demo(stage: Stage): Promise<void> {
  /** Sends a call, does `work` beside it, and tells how a heartbeat of 10 ms fared. */
  const beside = (title: string, work: () => unknown): Promise<void> => {
    const beatsMs: number[] = []
    return stage
      .act(title, async (api: MockApi) => {
        const startMs = performance.now()
        const heart = setInterval(() => beatsMs.push(performance.now() - startMs), 10)
        const call = fetch(api.url('/products/1'))
        // The call leaves when the thread is free for the first time.
        await stage.sleep(1)
        await work()
        await call
        await fetch(api.url('/products/2'))
        clearInterval(heart)
      })
      .then(() => {
        const gaps = beatsMs.map((beat, i) => beat - (beatsMs[i - 1] ?? 0))
        stage.say(
          `heartbeats: ${beatsMs.length}; longest silence: ${Math.round(Math.max(0, ...gaps))} ms`,
        )
      })
  }

  stage.say('A call of 100 ms is in flight, and the program sleeps for 300 ms beside it.')
  await beside('A sleep does not block', () => stage.sleep(300))

  stage.say('\nThe same call, and an async function that works for 300 ms without a pause.')
  // oxlint-disable-next-line typescript/require-await -- the point: `async` gives nothing back
  await beside('A busy loop does', async () => {
    for (const _ of items) stage.burn(1)
  })
  stage.say('The answer was there after 100 ms. Nobody could take it: the thread was busy.')

  stage.say('\nThe same work in slices of 10 ms:')
  await beside('Slices let everything else go on', () => digestAll(items, () => stage.burn(1)))
}

await present(import.meta, { network, demo, predict })
