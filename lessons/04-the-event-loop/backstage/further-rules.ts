import { carries, count, ending, isSame, shown, type Result } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { longestWait } from './measure.ts'
import { digested, type Corrupt, type playTwo, type Played } from './play.ts'
import { itemsOf, LIMIT_MS, workMs, type Scene } from './scenes.ts'

function resultOf(run: Played['run']): Result {
  if (run.outcome === 'never-settles') return undefined
  return run.outcome === 'fulfilled'
    ? { status: 'fulfilled', value: run.value }
    : { status: 'rejected', reason: run.reason }
}

/** Whether an earlier list that failed keeps this one from being digested. */
export function diagnoseStuck({ run, seen: { digestions, failures } }: Played, scene: Scene): void {
  const isEmpty = itemsOf(scene).length === 0
  const isStuck = failures.length > 0 && digestions.length === 0
  const why =
    'Probably a variable outside your function is still as that list left it, such as a flag or a queue. ' +
    'Keep your state inside the function, or reset it in `finally`.'
  diagnose(run, [
    [
      isStuck && run.outcome === 'rejected' && failures.includes(run.reason),
      `Your promise rejected with ${shown(run.reason)}, which is the error of an earlier list. ${why}`,
    ],
    [
      isStuck && !(isEmpty && run.outcome === 'fulfilled'),
      `An earlier list failed. Your code digested nothing of this one, and your promise ${ending(resultOf(run))}. ` +
        why,
    ],
  ])
}

/** What happened when `digest` threw. */
export function diagnoseError(played: Played, scene: Scene, { index, reason }: Corrupt): void {
  diagnoseStuck(played, scene)
  const { run, seen } = played
  const { digestions } = seen
  const failed = digestions[index]
  const text = `\`digest\` threw ${shown(reason)} at item ${index}`
  const later = digestions.length - 1 - index
  diagnose(run, [
    [failed === undefined, `Expected \`digest\` to be called for item ${index}, but it wasn't.`],
    [
      run.outcome === 'fulfilled',
      `${text}, but your promise resolved with ${shown(run.outcome === 'fulfilled' ? run.value : '')}. ` +
        "Your caller can't tell that a result is missing. Let the error reject your promise.",
    ],
    [
      run.outcome === 'never-settles',
      `${text}, and your promise never settled. An error in the callback of a timer, or in an async ` +
        "callback of `new Promise`, doesn't reject your promise. In Node, it crashes the process. Await the " +
        'pause, and call `digest` in the async function itself.',
    ],
    [
      !carries(run.reason, reason),
      `${text}, but your promise rejected with ${shown(run.reason)}. Rethrow the error itself, or wrap it ` +
        'and keep it as the `cause`.',
    ],
    [
      later > 0,
      `${text}, but your code called \`digest\` for ${count(later, 'more item')}. Those results are thrown ` +
        'away. Stop at the first error.',
    ],
    [
      run.settledMs > (failed?.endMs ?? Infinity),
      `${text}, at ${failed?.endMs} ms, but your promise rejected at ${run.settledMs} ms. Don't ` +
        'pause between the error and the rejection.',
    ],
  ])
}

/** Whether the caller waited for a timer that was of no use. */
export function diagnoseTimers({ run, seen }: Played, scene: Scene): void {
  const [first] = seen.digestions
  const lastMs = seen.digestions.at(-1)?.endMs ?? 0
  const tookMs = run.settledMs
  const isShort = workMs(scene) < 10
  diagnose(run, [
    [
      first === undefined && tookMs > 0,
      `For an empty list, your promise resolved at ${tookMs} ms. There is nothing to do, so don't wait for ` +
        'a timer.',
    ],
    [
      first !== undefined && first.startMs > 0,
      `Your code waited for a timer until ${first?.startMs} ms, before it had done any work. Pause only ` +
        'between items. If a clock decides, start it inside your function, because one outside also counts ' +
        'the time before.',
    ],
    [
      tookMs > lastMs,
      `Your code digested the last item at ${lastMs} ms, and then waited for a timer until ${tookMs} ms. ` +
        'Your caller waits, too. Pause before an item, not after it, or make sure that another item follows.',
    ],
    [
      isShort &&
        seen.digestions.some(({ startMs }, i) => startMs > (seen.digestions[i - 1]?.endMs ?? 0)),
      `The list needs less than 10 ms of work, but your code waited for a timer, and took ${tookMs} ms. Pause ` +
        'only when you have worked for about 10 ms. If a variable outside your function counts that time, ' +
        'it counts earlier lists, too.',
    ],
  ])
}

const nameOf = (list: number): string => (list === 0 ? 'first' : 'second')

type Two = Awaited<ReturnType<typeof playTwo>>

const shared =
  'Every run of a function shares the variables outside it. Keep your lists, counters and queues inside.'

/** How two lists fared that were digested at the same time. */
export function diagnoseTwo(two: Two, scenes: readonly [Scene, Scene]): void {
  const { run, seen } = two
  diagnose(run, [
    [
      run.outcome === 'never-settles' && run.unhandled.length > 0,
      'Two lists were digested at the same time. The promise for one of them never settled, and nothing ' +
        `handled the rejection with ${shown(run.unhandled[0])}. ${shared}`,
    ],
    [
      run.outcome === 'never-settles',
      `Two lists were digested at the same time. The promise for one of them never settled. ${shared}`,
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
        `${text}. The promise for the ${nameOf(i)} one resolved with ` +
          `${shown(result.status === 'fulfilled' ? result.value : '')}. ${shared}`,
      ],
    ])
  }
  diagnose(
    run,
    seen.map((own, i) => {
      const { fromMs, toMs } = longestWait(own)
      const endMs = seen[1 - i]?.digestions.at(-1)?.endMs ?? 0
      return [
        toMs - fromMs > 2 * LIMIT_MS && endMs > fromMs && endMs <= toMs,
        `Two lists were digested at the same time, but your code did nothing for the ${nameOf(i)} one from ` +
          `${fromMs} to ${toMs} ms, until the ${nameOf(1 - i)} one was done. Let the two lists alternate, so ` +
          "that a short one doesn't wait for a long one.",
      ] as const
    }),
  )
}
