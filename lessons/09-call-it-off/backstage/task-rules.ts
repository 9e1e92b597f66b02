import type { Run } from '@overlap/mock-server'
import { fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseEnding, reasonOf } from './play.ts'
import {
  endOf,
  failing,
  firstFailure,
  isOneOf,
  leaveMs,
  plan,
  plans,
  type Played,
  type Rule,
  type Scene,
} from './scenes.ts'

const waitingBodies = fc.constantFrom('awaits all' as const, 'awaits in turn' as const)

/** Each task is called before `run` returns, and its promise resolves with what the task returns. */
export const startsAtOnce: Rule = {
  drawn: fc.record({
    plans: plans(['returns'], ['stops']),
    body: waitingBodies,
    leaveMs: fc.constant(0),
  }),
  first: [{ plans: [plan(1, 100), plan(2, 50)], body: 'awaits all', leaveMs: 0 }],
  judge(run) {
    const { tasks, signal } = diagnoseEnding(run)
    for (const { plan, result, startedAtOnce, signal: given } of tasks) {
      const came = result?.status === 'fulfilled' ? result.value : undefined
      diagnose(run, [
        [
          given === undefined,
          'A task was never called with a signal, although nothing had failed.',
        ],
        [
          !startedAtOnce,
          '`run` returned before it had called its task. Call the task before the first `await`.',
        ],
        [
          given !== signal,
          '`run` called the task with another signal than `scope.signal`. Pass ' +
            '`{ signal: scope.signal }`.',
        ],
        [result === undefined, 'A task has succeeded, but the promise of `run` is still pending.'],
        [
          result?.status === 'rejected',
          `A task returned ${shown(plan.value)}, but the promise of \`run\` rejected with ` +
            `${shown(reasonOf(result))}.`,
        ],
        [
          !Object.is(came, plan.value),
          `A task returned ${shown(plan.value)}, but the promise of \`run\` resolved with ` +
            `${shown(came)}. Return what the task returns.`,
        ],
      ])
    }
  },
}

/** The first failure aborts the signal, at once and as the reason, for everyone who has not finished. */
export const abortsOthers: Rule = {
  drawn: fc.record({
    plans: plans(
      ['returns', 'throws', 'throws at once'],
      ['stops', 'cleans up', 'wraps the error'],
    ).map((list) => {
      const end = list.findIndex(({ end }) => end === 'throws at once')
      return end < 0 ? list : list.slice(0, end + 1)
    }),
    body: waitingBodies,
    leaveMs: fc.constant(0),
  }),
  first: [
    { plans: [failing, plan(1, 100), plan(3, 100)], body: 'awaits all', leaveMs: 0 },
    {
      plans: [plan(1, 100), { ...failing, end: 'throws at once' }],
      body: 'awaits all',
      leaveMs: 0,
    },
    {
      plans: [plan(1, 100, { onAbort: 'wraps the error' }), failing],
      body: 'awaits in turn',
      leaveMs: 0,
    },
  ],
  judge(run, scene) {
    const first = firstFailure(scene)
    const played = diagnoseEnding(run)
    diagnose(run, [
      [
        run.leftovers.some(({ kind }) => kind === 'throw'),
        'A task threw before it returned a promise, and `run` threw the error at its caller. Call the ' +
          'task inside an async function, or with `Promise.try`: then it fails like any other task.',
      ],
    ])
    const unfinished = played.tasks.filter(({ plan }) => endOf(plan) > first.ms)
    if (unfinished.length > 0) diagnoseAbort(run, first)
    for (const { result } of unfinished) {
      diagnose(run, [
        [result === undefined, 'The promise of an aborted task never settled.'],
        [
          result?.status === 'fulfilled',
          'A task was aborted before it had finished, but its promise resolved. It should reject with ' +
            'the error that caused the abort.',
        ],
        [
          !Object.is(reasonOf(result), played.signal.reason),
          `A task was aborted because another failed with ${shown(played.signal.reason)}, but its ` +
            `promise rejected with ${shown(reasonOf(result))}, which is only a consequence. Every ` +
            'unfinished task should reject with the first error.',
        ],
      ])
    }
  },
}

function diagnoseAbort(
  run: Run<Played>,
  first: { readonly ms: number; readonly errors: readonly unknown[] },
): void {
  const { signal, abortedMs = Infinity, leftMs } = run.value
  const later = run.trace.calls.filter(({ sentMs }) => sentMs > first.ms).length
  diagnose(run, [
    [
      abortedMs > first.ms && abortedMs === leftMs,
      `A task failed after ${first.ms} ms, but the scope's signal was aborted at ${abortedMs} ms, ` +
        "when the block ended. Abort as soon as a task fails; don't wait for the end of the block.",
    ],
    [
      abortedMs > first.ms && later > 0,
      `A task failed after ${first.ms} ms, and the others kept going: they sent ${later} more ` +
        `${later === 1 ? 'call' : 'calls'}. A rejection doesn't stop anything. Abort the scope's ` +
        'signal when the first task fails.',
    ],
    [
      abortedMs !== first.ms,
      `A task failed after ${first.ms} ms. Expected \`scope.signal\` to be aborted then, but it was ` +
        `${abortedMs === Infinity ? 'not aborted' : `aborted at ${abortedMs} ms`}.`,
    ],
    [
      !isOneOf(first.errors, signal.reason),
      `A task failed with ${shown(first.errors[0])}, but \`scope.signal.reason\` is ` +
        `${shown(signal.reason)}. The other tasks want to know why: abort the signal with the error ` +
        'itself.',
    ],
  ])
}

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
    },
  ],
  judge(run) {
    const { stillRunning, leftMs, disposedMs, tasks } = diagnoseEnding(run)
    const lastMs = Math.max(leftMs, ...tasks.map(({ endMs = 0 }) => endMs))
    diagnose(run, [
      [
        stillRunning > 0,
        `Disposing ended at ${disposedMs} ms, while ${stillRunning} of the tasks still ran. An abort ` +
          'only asks a task to stop: it may clean up first, or ignore its signal. Abort, then wait ' +
          'until every task has settled.',
      ],
      [
        disposedMs > lastMs,
        `Every task had settled at ${lastMs} ms, but disposing took until ${disposedMs} ms.`,
      ],
    ])
  },
}

/** What still runs when the block is left is aborted at that moment; if nothing runs, nothing is. */
export const abortsUnfinished: Rule = {
  drawn: fc.record({
    plans: plans(['returns'], ['stops', 'cleans up']),
    body: fc.constantFrom(
      'leaves early' as const,
      'awaits the first' as const,
      'awaits all' as const,
    ),
    leaveMs,
  }),
  first: [{ plans: [plan(1, 100), plan(3, 100)], body: 'leaves early', leaveMs: 30 }],
  judge(run, { plans }: Scene) {
    const { abortedMs, leftMs, disposedMs } = diagnoseEnding(run)
    const unfinished = plans.filter((plan) => endOf(plan) > leftMs).length
    diagnose(run, [
      [
        unfinished > 0 && abortedMs === undefined,
        `The block ended at ${leftMs} ms, and disposing waited until ${disposedMs} ms for work that ` +
          'nobody needs any more. Abort what still runs, then wait for it.',
      ],
      [
        unfinished > 0 && abortedMs !== leftMs,
        `The block ended at ${leftMs} ms, but \`scope.signal\` was aborted at ${abortedMs} ms.`,
      ],
      [
        plans.every((plan) => endOf(plan) < leftMs) && abortedMs !== undefined,
        'Every task had succeeded, and disposing aborted the signal all the same. Whoever still holds ' +
          'that signal would take the success for a failure.',
      ],
    ])
  },
}
