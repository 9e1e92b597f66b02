import type { Run } from '@overlap/mock-server'
import { ending, fc, reasonOf, shown } from '@overlap/scenarios'
import { abortedAt, diagnose } from '@overlap/trace'
import { diagnoseEnding } from './endings.ts'
import {
  endOf,
  failing,
  firstFailure,
  isOneOf,
  plan,
  plans,
  type Played,
  type Rule,
  type Scene,
} from './scenes.ts'

/** The first failure aborts the signal right away, and is the reason why unfinished tasks reject. */
export const abortsOthers: Rule = {
  drawn: fc.record({
    plans: plans(
      ['returns', 'throws', 'throws at once'],
      ['stops', 'cleans up', 'wraps the error'],
    ),
    body: fc.constantFrom('awaits all' as const, 'awaits in turn' as const),
    leaveMs: fc.constant(0),
  }),
  first: [
    { plans: [plan(3, 100), plan(1, 100), failing], body: 'awaits in turn', leaveMs: 0 },
    {
      plans: [failing, plan(1, 100), plan(3, 100)],
      body: 'awaits all',
      leaveMs: 0,
      besideAnother: true,
    },
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
  async judge(run, scene, playAlso) {
    const first = firstFailure(scene)
    diagnose(run, [
      [
        run.leftovers.some(({ kind }) => kind === 'throw'),
        'A task threw before it returned a promise, and `run` threw the error at its caller. Call the ' +
          'task inside an async function, or with `Promise.try`: then it fails like any other task.',
      ],
    ])
    const { tasks, signal, otherAborted } = diagnoseEnding(run)
    diagnose(run, [
      [
        otherAborted,
        'A task failed, and the signal of another scope was aborted, too. Every scope needs an ' +
          '`AbortController` of its own: make it inside `taskScope`.',
      ],
    ])
    const unfinished = tasks.filter(({ plan }) => endOf(plan) > first.ms)
    if (first.ms < Infinity) {
      await diagnoseHandedOn(run, first, playAlso)
      diagnoseAbort(run, first)
    }
    for (const { result } of unfinished) {
      diagnose(run, [
        [result === undefined, 'The promise of an aborted task never settled.'],
        [
          result?.status === 'fulfilled',
          'A task was aborted before it had finished, but its promise resolved. It should reject with ' +
            'the error that caused the abort.',
        ],
        [
          !Object.is(reasonOf(result), signal.reason),
          `A task was aborted because another failed with ${shown(signal.reason)}, but its ` +
            `promise rejected with ${shown(reasonOf(result))}. Every unfinished task should reject with ` +
            'the first error, whatever it throws itself.',
        ],
      ])
    }
    for (const { plan, result } of tasks.filter(({ plan }) => endOf(plan) <= first.ms)) {
      const mayReject = endOf(plan) === first.ms
      diagnose(run, [
        [
          plan.end !== 'returns' && result?.status !== 'rejected',
          `A task failed with ${shown(plan.value)}, but its promise ${ending(result)}. Whoever ` +
            'awaits a task that failed has to get its error: rethrow it.',
        ],
        [
          plan.end !== 'returns' && !isOneOf(first.errors, reasonOf(result)),
          `A task failed with ${shown(plan.value)}, but its promise rejected with ` +
            `${shown(reasonOf(result))}. Reject with the error itself.`,
        ],
        [
          plan.end === 'returns' && !mayReject && result?.status !== 'fulfilled',
          `A task had succeeded before another one failed, but its promise ${ending(result)}. A ` +
            'task that has finished keeps its result.',
        ],
      ])
    }
  },
}

interface Failure {
  readonly ms: number
  readonly errors: readonly unknown[]
}

/** Whether a task aborts the scope if it throws, but not if its promise rejects. */
async function diagnoseHandedOn(
  run: Run<Played>,
  { ms, errors: [error] }: Failure,
  playAlso: (scene: Scene) => Promise<Run<Played>>,
): Promise<void> {
  const { abortedMs, tasks } = run.value
  const hasRejected = tasks.some(({ plan }) => plan.end === 'throws' && endOf(plan) === ms)
  if (abortedMs === ms || !hasRejected) return
  const throwing = plan(0, 100, { end: 'throws at once', value: error })
  const also = await playAlso({ plans: [throwing], body: 'leaves early', leaveMs: 50 })
  diagnose(
    run,
    [
      [
        also.outcome === 'fulfilled' && also.value.abortedMs === 0,
        `A promise of a task rejected with ${shown(error)} after ${ms} ms, and \`scope.signal\` was not ` +
          'aborted. It is aborted if a task throws before it returns a promise. A `catch` block gets a ' +
          'rejection only if its `try` block awaits the promise.',
      ],
    ],
    abortedAt(run.trace, ms),
  )
}

/** Whether the first failure aborted the signal of the scope: right away, and with its own error. */
function diagnoseAbort(run: Run<Played>, first: Failure): void {
  const { signal, abortedMs = Infinity, abortedInBlock, isReplaced, leftMs } = run.value
  const later = run.trace.calls.filter(({ sentMs }) => sentMs > first.ms).length
  const error = shown(first.errors[0])
  const wanted = later > 0 ? abortedAt(run.trace, first.ms) : undefined
  diagnose(
    run,
    [
      [
        isReplaced,
        '`scope.signal` is another object at the end of the block than it was at the start. Whoever has ' +
          'read it keeps the old one, so give out the same signal every time.',
      ],
      [
        !abortedInBlock && abortedMs === leftMs,
        `A task failed with ${error} after ${first.ms} ms, but the scope's signal was aborted only when the block ` +
          `ended, at ${leftMs} ms. Abort as soon as a task fails; don't wait for the end of the block.`,
      ],
      [
        abortedMs === Infinity && later > 0,
        `A task failed with ${error} after ${first.ms} ms, and the others kept going: they sent ${later} more ` +
          `${later === 1 ? 'call' : 'calls'}. A rejection doesn't stop anything. Abort the scope's ` +
          'signal when the first task fails.',
      ],
      [
        abortedMs !== first.ms,
        `A task failed with ${error} after ${first.ms} ms. Expected \`scope.signal\` to be aborted then, but it was ` +
          `${abortedMs === Infinity ? 'not aborted' : `aborted at ${abortedMs} ms`}.`,
      ],
    ],
    wanted,
  )
  diagnose(run, [
    [
      !isOneOf(first.errors, signal.reason) && shown(signal.reason) === error,
      `A task failed with ${error}, but \`scope.signal.reason\` is another object with the same text. ` +
        'Abort the signal with the error itself: that keeps its stack and its fields.',
    ],
    [
      !isOneOf(first.errors, signal.reason),
      `A task failed with ${error}, but \`scope.signal.reason\` is ${shown(signal.reason)}. Pass ` +
        'the error itself to `abort`, so that the other tasks can read it from `signal.reason`.',
    ],
  ])
}
