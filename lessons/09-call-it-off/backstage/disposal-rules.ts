import type { Run } from '@overlap/mock-server'
import { fc, shown } from '@overlap/scenarios'
import { abortedAt, diagnose, type Trace } from '@overlap/trace'
import { diagnoseEnding } from './endings.ts'
import { withoutScope } from './open.ts'
import type { Finished } from './play-finished.ts'
import {
  endOf,
  failing,
  leaveMs,
  OTHER_MS,
  plan,
  plans,
  stillRunningText,
  type Rule,
} from './scenes.ts'

/** Disposing takes until the last task has settled, and no longer. */
export const waitsForAll: Rule = {
  drawn: fc.record({
    plans: plans(['returns', 'throws'], ['stops', 'cleans up', 'ignores its signal']),
    body: fc.constantFrom(
      'awaits all' as const,
      'awaits in turn' as const,
      'leaves early' as const,
    ),
    leaveMs,
  }),
  first: [
    {
      plans: [
        failing,
        plan(2, 100, { onAbort: 'cleans up' }),
        plan(2, 120, { onAbort: 'ignores its signal' }),
      ],
      body: 'awaits all',
      leaveMs: 0,
      besideAnother: true,
    },
    // Longer than the patience of a disposal that gives up, and behind several others.
    {
      plans: [
        failing,
        ...[1, 2, 3].map(() => plan(1, 100, { onAbort: 'cleans up' })),
        plan(3, 2000, { onAbort: 'ignores its signal' }),
      ],
      body: 'awaits all',
      leaveMs: 0,
    },
  ],
  judge(run) {
    const { stillRunning, leftMs, disposedMs, disposalThrew, tasks } = diagnoseEnding(run)
    const lastMs = Math.max(leftMs, ...tasks.map(({ endMs = 0 }) => endMs))
    const others = tasks.filter(({ endMs = Infinity }) => endMs > disposedMs)
    const rejectedEarly = others.every(({ settledMs = Infinity }) => settledMs <= disposedMs)
    const wanted = marked(run.trace, lastMs)
    const endedWithReject =
      disposedMs > leftMs &&
      tasks.some(({ endMs, result }) => endMs === disposedMs && result?.status === 'rejected')
    diagnose(
      marked(run.trace, disposedMs),
      [
        [
          stillRunning > 0 && rejectedEarly,
          `Disposing ended at ${disposedMs} ms, while ${stillRunningText(stillRunning)} still running. The ` +
            'promises that `run` returns had rejected at the abort, but the work behind them goes on. Wait ' +
            'for what the tasks themselves return.',
        ],
        [
          stillRunning > 0 && endedWithReject,
          `Disposing waited from ${leftMs} ms until one task rejected at ${disposedMs} ms, while ` +
            `${stillRunningText(stillRunning)} still running. Like \`Promise.all\`, it stopped waiting too ` +
            'early. Wait for every task, however the others end.',
        ],
        [
          stillRunning > 0 && disposalThrew.length > 0,
          `Disposing threw ${shown(disposalThrew[0])} at ${disposedMs} ms, while ` +
            `${stillRunningText(stillRunning)} still running. Wait until every task has settled, and throw only ` +
            'then.',
        ],
        [
          stillRunning > 0,
          `Disposing ended at ${disposedMs} ms, while ${stillRunningText(stillRunning)} still running. An abort ` +
            'only asks a task to stop: it may clean up first, or ignore its signal. Abort, then wait ' +
            'until every task has settled.',
        ],
        [
          disposedMs === OTHER_MS,
          `Every task of the scope had settled at ${lastMs} ms, but disposing waited until ` +
            `${disposedMs} ms for a task of another scope. Keep the list of tasks inside \`taskScope\`.`,
        ],
        [
          disposedMs > lastMs,
          `Every task had settled at ${lastMs} ms, but disposing took until ${disposedMs} ms.`,
        ],
      ],
      wanted,
    )
  },
}

/** A trace with a mark for the end of disposal. */
function marked(trace: Trace, atMs: number): Trace {
  return { ...trace, marks: [{ atMs, label: 'disposing ended' }] }
}

/** What still runs when the block ends is aborted at that moment; if nothing runs, nothing is. */
export const abortsUnfinished: Rule = {
  drawn: fc.record({
    plans: plans(['returns'], ['stops', 'cleans up']),
    body: fc.constantFrom(
      'leaves early' as const,
      'awaits the first' as const,
      'awaits the last' as const,
      'awaits all' as const,
    ),
    leaveMs,
  }),
  first: [
    { plans: [plan(1, 100), plan(3, 100)], body: 'leaves early', leaveMs: 30 },
    { plans: [plan(1, 100), plan(1, 50)], body: 'leaves early', leaveMs: 130 },
  ],
  judge(run, { plans }) {
    const { abortedMs, leftMs, disposedMs, tasks } = diagnoseEnding(run)
    const unfinished = plans.filter((plan) => endOf(plan) > leftMs).length
    const atEnd = { atMs: leftMs, label: 'the block ended' }
    const seen = { ...run.trace, marks: [atEnd] }
    diagnose(
      seen,
      [
        [
          unfinished > 0 && abortedMs === undefined,
          `The block ended at ${leftMs} ms, and disposing waited until ${disposedMs} ms for work that ` +
            'nobody needs any more. Abort the tasks that are still running, then wait for them.',
        ],
        [
          unfinished > 0 && abortedMs !== leftMs,
          `The block ended at ${leftMs} ms, but \`scope.signal\` was aborted only at ${abortedMs} ms. ` +
            'Abort first, then wait.',
        ],
      ],
      abortedAt(seen, leftMs),
    )
    diagnose(seen, [
      [
        tasks.some(({ result }) => result === undefined),
        'The promise of a task that was still running when the block ended never settled.',
      ],
      [
        plans.every((plan) => endOf(plan) < leftMs) && abortedMs !== undefined,
        'Every task had succeeded, but disposing still aborted the signal. Code that uses this signal would ' +
          'mistake success for failure. Abort only if a task is still running.',
      ],
    ])
  },
}

/** A task whose promise has settled is not taken for a running one, not even in the same moment. */
export function diagnoseFinished(run: Run<Finished>): void {
  diagnose(run, [
    withoutScope(run),
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
    [run.outcome === 'rejected', `Using the scope threw ${shown(run.reason)}.`],
    [
      run.outcome === 'fulfilled' && run.value.isAborted,
      'The block awaited its only task and then ended, but disposing still aborted the signal. Your code ' +
        'records the end of a task a few promise callbacks too late: the block has gone on by then. Record it ' +
        'as soon as the task itself settles.',
    ],
  ])
}
