import { simulate, type Run } from '@overlap/mock-server'
import { diagnose } from '@overlap/trace'
import { withRandom, type Backoff } from './draw-wait.ts'

/** How many clients fail at the same moment. */
const CLIENTS = 6

/** Some clients fail at the same moment, and each waits as long as the backoff returns. */
export async function judgeHerd(backoff: Backoff): Promise<void> {
  let state = 1
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const { value, calls } = withRandom(random, () => {
    const delayMs = backoff({ baseMs: 400, maxMs: 4000 })
    return Array.from({ length: CLIENTS }, () => delayMs(1))
  })
  const run = await play(value.map(Number))
  const again = run.trace.calls.slice(CLIENTS).map(({ sentMs }) => sentMs)
  diagnose(run, [
    [
      new Set(again).size === 1 && calls === 1,
      `${CLIENTS} clients failed at the same moment, and all came back at ${again[0]} ms. \`random\` was called ` +
        'once for all of them. Call `random` for each wait.',
    ],
    [
      new Set(again).size === 1 && calls >= CLIENTS,
      `${CLIENTS} clients failed at the same moment, and all came back at ${again[0]} ms. \`random\` was called for ` +
        'each of them, but the wait was the same whatever it returned. Full jitter has no minimum: a wait may be ' +
        'anything from 0 to the longest one.',
    ],
    [
      new Set(again).size === 1,
      `${CLIENTS} clients failed at the same moment, and all came back at ${again[0]} ms. However long that wait is, ` +
        'they collide again. Make each wait a random part of the longest one.',
    ],
    [
      again.some((ms) => ms > 460),
      `${CLIENTS} clients failed at 50 ms with a longest wait of 400 ms, but one came back only at ` +
        `${Math.max(...again)} ms. Make each wait a random part of the longest one.`,
    ],
  ])
}

/** Two calls for each client, with this wait between them. */
function play(waitsMs: readonly number[]): Promise<Run<unknown>> {
  return simulate({ latency: 50 }, async (api, time) =>
    Promise.all(
      waitsMs.map(async (ms, i) => {
        const url = api.url(`/products/${i + 1}`)
        await (await fetch(url)).text()
        await time.sleep(Number.isFinite(ms) ? Math.max(0, ms) : 0)
        await (await fetch(url)).text()
      }),
    ),
  )
}
