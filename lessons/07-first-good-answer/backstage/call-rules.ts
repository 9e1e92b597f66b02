import { ending, reasonOf, shown, unhandledIn } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { OTHER, signalIn, type Played } from './play.ts'
import { endOf, isGood } from './scenes.ts'
import { failedText, tasksText } from './words.ts'

/** Every task is called once, right away, with a signal. */
export function diagnoseCalls({ run, tasks, result }: Played): void {
  const atOnce = tasks.filter(({ startMs }) => startMs === 0)
  const late = tasks.filter(({ startMs = Infinity }) => startMs > 0)
  const missing = late.filter(({ timesCalled }) => timesCalled === 0)
  const [again] = tasks.filter(({ timesCalled }) => timesCalled > 1)
  const ends = tasks.map(({ plan }) => endOf(plan))
  const waited = late.every(({ startMs }) => startMs === undefined || ends.includes(startMs))
  const [bare] = tasks.filter(({ given }) => signalIn(given) === undefined)
  const total = tasks.length
  const none = missing.length === total && total > 0
  // With the error, so that the message says where a bug threw it.
  diagnose({ trace: run.trace, reason: reasonOf(result) }, [
    [
      none,
      `Your code called no task, and your promise ${ending(result)}. Call every task right away.`,
    ],
  ])
  diagnose(run, [
    [
      late.length > 0 && waited && atOnce.length > 0,
      `Your code called only ${atOnce.length} of ${total} tasks right away. The others had to wait ` +
        'until a task ended, and a slow one would hold up everything. Call every task right away, and ' +
        'let the fastest decide.',
    ],
    [
      missing.length > 0,
      `Your code never called ${tasksText(missing)}. Call every task right away.`,
    ],
    [
      late.length > 0,
      `Your code called ${tasksText(late.slice(0, 1))} only at ${late[0]?.startMs} ms. Call every task ` +
        'right away.',
    ],
    [
      again !== undefined,
      `Your code called task ${again?.number} more than once (${again?.timesCalled} times). Every call of a ` +
        'task starts its work again, so call each task once.',
    ],
    [
      bare !== undefined,
      `Your code called task ${bare?.number} with ${givenText(bare?.given)}. Call each task with an object ` +
        'that has a `signal`, so that you can abort it.',
    ],
  ])
}

/** Without its state, which may have changed since. */
const givenText = (given: unknown): string =>
  given instanceof AbortSignal ? 'the signal itself' : shown(given)

/** The promise settled, and so did that of another call, as it should. */
export function diagnoseEnding({ run, result, other, tasks, caller }: Played): void {
  const count = tasks.length
  const allFailed =
    !caller.aborted && tasks.every(({ plan, timesCalled }) => !isGood(plan) && timesCalled > 0)
  const never = run.outcome === 'never-settles' && result === undefined
  diagnose(run, [
    [
      result === undefined && count === 0 && run.unhandled.length === 0,
      'There was no task, and your promise never settled: with no tasks, nothing ever rejects it. ' +
        'Reject with an `AggregateError` whose list of errors is empty.',
    ],
    [
      never && allFailed && run.unhandled.length > 0,
      `${failedText(count)}, but ${unhandledIn(run)}`,
    ],
    [
      never && allFailed,
      `${failedText(count)}, but your promise never settled. \`Promise.any\` rejects only when every promise in ` +
        "its list has rejected, and one that never settles holds it up. If you wait for the caller's abort, race " +
        '`Promise.any` against it.',
    ],
    [never, run.diagnosis ?? ''],
    [
      other !== undefined && !(other.status === 'fulfilled' && other.value === OTHER),
      'Your function was called two times at the same moment. The other call had a task that failed ' +
        `after 7 ms and one that succeeded after 1000 ms, but its promise ${ending(other)}. Keep nothing ` +
        'outside your function that two calls share.',
    ],
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
  ])
}
