import { carries, isSame, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { digested, type playTwo, type Played, type Spoilt } from './play.ts'
import { itemsOf, LIMIT_MS, type Scene } from './scenes.ts'

/** What happened when `digest` threw. */
export function diagnoseError({ run, seen }: Played, { index, reason }: Spoilt): void {
  const { digestions } = seen
  const failed = digestions[index]
  const text = `\`digest\` threw ${shown(reason)} at item ${index}`
  const later = digestions.length - 1 - index
  diagnose(run, [
    [failed === undefined, `Expected \`digest\` to be called for item ${index}, but it wasn't.`],
    [
      run.outcome === 'fulfilled',
      `${text}, but your promise resolved with ${shown(run.outcome === 'fulfilled' ? run.value : '')}. ` +
        "Your caller doesn't know that something is missing. Let the error reject your promise.",
    ],
    [
      run.outcome === 'never-settles',
      `${text}, and your promise never settled: in the callback of a timer, or in an async callback of ` +
        '`new Promise`, an error does not reject your promise. In Node, it ends the process. Await the ' +
        'pause, and call `digest` in the async function itself.',
    ],
    [
      !carries(run.reason, reason),
      `${text}, but your promise rejected with ${shown(run.reason)}. Rethrow the error itself, or wrap it ` +
        'and keep it as the `cause`.',
    ],
    [
      later > 0,
      `${text}, but your code called \`digest\` for ${later} more ${later === 1 ? 'item' : 'items'}. ` +
        'Nobody gets those results. Stop at the first error.',
    ],
    [
      run.settledMs > (failed?.endMs ?? Infinity),
      `${text}, at ${failed?.endMs} ms, but your promise rejected at ${run.settledMs} ms. Reject right away.`,
    ],
  ])
}

/** Whether there was a pause that was of no use. */
export function diagnoseShortList({ run, seen }: Played): void {
  const [first] = seen.digestions
  const lastMs = seen.digestions.at(-1)?.endMs ?? 0
  const tookMs = run.settledMs
  diagnose(run, [
    [
      first === undefined && tookMs > 0,
      `For an empty list, your promise resolved at ${tookMs} ms. There is nothing to do, so don't wait for ` +
        'a timer.',
    ],
    [
      first !== undefined && first.startMs > 0,
      `Your code paused before the first item, until ${first?.startMs} ms. Pause only when you have ` +
        'worked for about 10 ms.',
    ],
    [
      tookMs > lastMs,
      `Your code digested the last item at ${lastMs} ms, and then paused until ${tookMs} ms. Your caller ` +
        'waits for that pause: after the last item, resolve right away.',
    ],
    [
      seen.digestions.some(({ startMs }, i) => startMs > (seen.digestions[i - 1]?.endMs ?? 0)),
      `The list needs less than 10 ms of work, but your code paused, and took ${tookMs} ms. Pause only ` +
        'when you have worked for about 10 ms.',
    ],
  ])
}

type Two = Awaited<ReturnType<typeof playTwo>>

const shared =
  'Every run of a function shares the variables outside it. Keep your lists, counters and queues inside.'

/** What became of two lists that were digested at the same time. */
export function diagnoseTwo(two: Two, scenes: readonly [Scene, Scene]): void {
  const { run, seen } = two
  diagnose(run, [
    [
      run.outcome === 'never-settles',
      `Two lists were digested at the same time, and a promise for one of them never settled. ${shared}`,
    ],
  ])
  const [ones, others] = scenes.map((scene) => itemsOf(scene).length)
  const text = `Two lists were digested at the same time, one with ${ones} items and one with ${others}`
  for (const [i, scene] of scenes.entries()) {
    const result = run.value[i]!
    const wanted = itemsOf(scene).map(digested)
    diagnose(run, [
      [
        result.status === 'rejected',
        `${text}. A promise rejected with ${shown(result.status === 'rejected' ? result.reason : '')}, ` +
          `although no item failed. ${shared}`,
      ],
      [
        result.status === 'fulfilled' && !isSame(result.value, wanted),
        `${text}. The promise for the ${i === 0 ? 'first' : 'second'} one resolved with ` +
          `${shown(result.status === 'fulfilled' ? result.value : '')}. ${shared}`,
      ],
    ])
  }
  const [one, other] = seen
  const firstEndMs = one.digestions.at(-1)?.endMs ?? 0
  const otherStartMs = other.digestions[0]?.startMs ?? 0
  diagnose(run, [
    [
      otherStartMs >= firstEndMs && firstEndMs > LIMIT_MS,
      `Two lists were digested at the same time, but your code began with the second one at ` +
        `${otherStartMs} ms, when the first one was done. Let both go on in turns: a short list should ` +
        'not wait for a long one.',
    ],
  ])
}
