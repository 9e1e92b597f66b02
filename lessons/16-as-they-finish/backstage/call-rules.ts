import { shown, type Sentence } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import type { Scene } from './scenes.ts'

/** Every task is called once, at once, with a signal. */
export function diagnoseCalls(played: Played, { latenciesMs }: Scene): void {
  const { run, seen, unreadable } = played
  const late = seen.find(({ startMs }) => startMs > 0)
  const atOnce = seen.filter(({ startMs }) => startMs === 0).length
  const twice = seen.find(({ at }, i) => seen.slice(0, i).some((one) => one.at === at))
  const isPromise = typeof (unreadable as PromiseLike<unknown> | undefined)?.then === 'function'
  diagnose(run, [
    [
      unreadable !== undefined && isPromise,
      '`asTheyFinish` returned a promise. A promise has one value, which comes when everything is ready. To hand ' +
        'out results one by one, return an async iterable: `async function*`, and `yield`.',
    ],
    [
      unreadable !== undefined,
      `\`asTheyFinish\` returned ${shown(unreadable)}, which \`for await\` can't read. Return an async iterable: ` +
        '`async function*`, and `yield`.',
    ],
    ...threwFirst(played),
    [
      late !== undefined && atOnce > 1,
      `Only ${atOnce} of the ${latenciesMs.length} tasks were called at once. Task ${(late?.at ?? 0) + 1} started at ${late?.startMs} ms. ` +
        'Call every task before you wait for the first result: `asTheyFinish` has no limit.',
    ],
    [
      late !== undefined,
      `Task ${(late?.at ?? 0) + 1} started only at ${late?.startMs} ms, so the tasks ran one after another. Call every ` +
        'task before you wait for the first result.',
    ],
    [
      twice !== undefined,
      `Task ${(twice?.at ?? 0) + 1} was called twice. Call each task once, and keep its promise.`,
    ],
    [
      seen.length < latenciesMs.length,
      `There were ${latenciesMs.length} tasks, and ${seen.length === 0 ? 'none' : `only ${seen.length}`} of them ` +
        `${seen.length === 1 ? 'was' : 'were'} called. Call every task at the first call of \`next()\`.`,
    ],
  ])
}

/** The loop threw before any task was called. */
function threwFirst({ run, seen }: Played): Sentence[] {
  return [
    [
      run.outcome === 'rejected' && seen.length === 0,
      `No task was called, and the loop got the error ${shown(run.reason)}.`,
    ],
  ]
}
