import { shown, unhandledIn } from '@overlap/scenarios'
import { allAtOnce, diagnose, type Trace } from '@overlap/trace'
import type { Played, Seen } from './play.ts'
import { isFailure, lastEnd } from './scenes.ts'

/** A promise that never settled, or a task that wasn't called as it should be. */
export function diagnoseCalls({ run, tasks, running }: Played): void {
  diagnose(run, [
    [
      run.outcome === 'never-settles' && tasks.length === 0,
      'There were no tasks, and your promise never settled: nothing ever resolves it. Resolve with ' +
        'empty `values` and `errors`.',
    ],
    [run.outcome === 'never-settles' && run.unhandled.length > 0, capital(unhandledIn(run))],
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
  ])
  const missed = tasks.find(({ timesCalled }) => timesCalled === 0)
  const twice = tasks.find(({ timesCalled }) => timesCalled > 1)
  const late = tasks.filter(({ calledMs = 0 }) => calledMs > 0)
  const last = late.toSorted((a, b) => (a.calledMs ?? 0) - (b.calledMs ?? 0)).at(-1)
  const endsMs = tasks.map(({ endMs }) => endMs)
  const inTurn =
    late.length > 0 && late.length === tasks.filter(({ endMs = 0 }) => endMs > 0).length - 1
  const others = late.every(({ calledMs }) => endsMs.includes(calledMs))
  diagnose(
    run,
    [
      [
        twice !== undefined,
        `Task \`${twice?.plan.name}\` was called ${twice?.timesCalled} times. Call each task once.`,
      ],
      [
        inTurn && others,
        'Only one task ran at a time: each was called after the previous one had ended. Call all of them ' +
          'first, and wait afterwards.',
      ],
      [
        late.length > 0 && others,
        `${late.length} of ${tasks.length} tasks were called only after another one had ended. Call all ` +
          'of them first, and wait afterwards.',
      ],
      [
        late.length > 0,
        `Task \`${last?.plan.name}\` was called only at ${last?.calledMs} ms. Nothing has to come before it: ` +
          'call every task before you wait for anything.',
      ],
    ],
    late.length > 0 ? allAtOnce(run.trace) : undefined,
  )
  const rejected = run.outcome === 'rejected'
  const error = rejected && run.reason instanceof TypeError ? run.reason.message : ''
  const plain = tasks.find(
    ({ plan, timesCalled }) => plan.end === 'returns at once' && timesCalled > 0,
  )
  const own = rejected && !tasks.some(({ plan }) => Object.is(plan.value, run.reason))
  const uncalled = tasks.find(
    ({ plan, timesCalled }) => timesCalled === 0 && typeof valuesOf(run)[plan.name] === 'function',
  )
  diagnose(run, [
    [
      /\bthrowIfAborted is not a function/.test(error),
      `Your promise rejected with ${shown(run.reason)}. The second argument of \`settleAll\` is an object: ` +
        '`settleAll(tasks, { signal })`. Take the signal out of it, as the starter does.',
    ],
    [
      plain !== undefined && /\b(?:then|catch|finally)\b/.test(error),
      `Task \`${plain?.plan.name}\` returned ${shown(plain?.plan.value)}, and your code threw ` +
        `${shown(run.reason)}. A task may return a plain value, which has no \`then\` or \`catch\`. \`await\` ` +
        'and `Promise.allSettled` take promises and plain values.',
    ],
    [
      missed !== undefined && error.includes('not iterable'),
      `${noneOf(tasks)}, because your promise rejected with ${shown(run.reason)}. \`tasks\` is an object, ` +
        'but `Promise.allSettled` and `for … of` take a list. `Object.keys(tasks)` lists its names.',
    ],
    [
      uncalled !== undefined,
      `\`values.${uncalled?.plan.name}\` is the task itself, a function that was never called. Call each ` +
        'task, and wait for what it returns.',
    ],
    [
      missed !== undefined && rejected && tasks.every(({ timesCalled }) => timesCalled === 0),
      `${noneOf(tasks)}, because your promise rejected with ${shown(run.reason)}. The error comes from your ` +
        'code.',
    ],
    [
      missed !== undefined && tasks.every(({ timesCalled }) => timesCalled === 0),
      `${noneOf(tasks)}. Call every task right away, then wait for all of them.`,
    ],
    [
      missed !== undefined && running === 0 && own,
      `Task \`${missed?.plan.name}\` was never called, and your promise rejected with ${shown(run.reason)}. ` +
        'The error comes from your code.',
    ],
    [
      missed !== undefined && running === 0,
      `Task \`${missed?.plan.name}\` was never called. Call each task once.`,
    ],
  ])
}

function noneOf(tasks: readonly Seen[]): string {
  return tasks.length === 1
    ? `Task \`${tasks[0]?.plan.name}\` was never called`
    : `None of the ${tasks.length} tasks was called`
}

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1)

function valuesOf(run: Played['run']): Readonly<Record<string, unknown>> {
  const result = run.outcome === 'fulfilled' ? run.value : undefined
  const { values } = (result ?? {}) as { values?: unknown }
  return (values ?? {}) as Readonly<Record<string, unknown>>
}

/** A trace with a mark where the promise settled. */
export function marked(trace: Trace, atMs: number): Trace {
  return { ...trace, marks: [{ atMs, label: 'your promise settled' }] }
}

const nameOf = ({ plan }: Seen): string => `\`${plan.name}\``

/** A promise that settled before the last task did, or later than that. */
export function diagnoseMoment({ run, tasks, running }: Played): void {
  const { settledMs } = run
  const verb = run.outcome === 'fulfilled' ? 'resolved' : 'rejected'
  const still = `while ${running} of ${tasks.length} tasks ${running === 1 ? 'was' : 'were'} still running`
  const lastMs = lastEnd(tasks.map(({ plan }) => plan))
  const firstMs = Math.min(...tasks.map(({ endMs = Infinity }) => endMs))
  const firstFailed = tasks.find((seen) => isFailure(seen.plan) && seen.endMs === settledMs)
  const seen = marked(run.trace, settledMs)
  const wanted = marked(run.trace, lastMs)
  diagnose(
    seen,
    [
      [
        running > 0 && firstFailed !== undefined,
        `Your promise ${verb} at ${settledMs} ms, as soon as ${firstFailed && nameOf(firstFailed)} had ` +
          `failed, ${still}. A failure says nothing about the other tasks. Wait until every task has ` +
          'settled.',
      ],
      [
        running > 0 && settledMs < firstMs,
        `Your promise ${verb} at ${settledMs} ms, before any task had ended: nothing waited for them. ` +
          '`forEach`, for example, ignores the promises of its callback. Wait until every task has settled.',
      ],
      [
        running > 0 && settledMs === firstMs && verb === 'resolved',
        `Your promise resolved at ${settledMs} ms, as soon as the first task had settled, ${still}. ` +
          '`Promise.race` and `Promise.any` wait for one promise only. Wait until every task has settled.',
      ],
      [
        running > 0 && tasks.every(({ endMs }) => endMs !== settledMs),
        `Your promise ${verb} at ${settledMs} ms, ${still}. No task ended at that moment, so something else ` +
          'ended your wait, such as a timer. Wait until every task has settled.',
      ],
      [
        running > 0,
        `Your promise ${verb} at ${settledMs} ms, ${still}. ` +
          `${running === 1 ? 'Its result is' : 'Their results are'} lost. Wait until every task has settled.`,
      ],
      [
        settledMs > lastMs,
        `The last task ended at ${lastMs} ms, but your promise ${verb} at ${settledMs} ms. Settle as soon as ` +
          'every task has settled.',
      ],
    ],
    running > 0 ? wanted : undefined,
  )
}
