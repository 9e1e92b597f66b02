import { fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseEnding, reasonOf } from './endings.ts'
import { endOf, failing, leaveMs, OTHER_MS, plan, plans, type Rule } from './scenes.ts'

const waitingBodies = fc.constantFrom('awaits all' as const, 'awaits in turn' as const)

/** Each task is called before `run` returns, and its promise resolves with what the task returns. */
export const startsAtOnce: Rule = {
  drawn: fc.record({
    plans: plans(['returns', 'returns', 'returns at once'], ['stops']),
    body: waitingBodies,
    leaveMs: fc.constant(0),
  }),
  first: [{ plans: [plan(1, 100), plan(2, 50)], body: 'awaits all', leaveMs: 0 }],
  judge(run) {
    const { tasks, signal, abortedMs, abortedInBlock, disposalThrew } = diagnoseEnding(run)
    for (const { plan, result, startedAtOnce, timesCalled, signal: given } of tasks) {
      const came = result?.status === 'fulfilled' ? result.value : undefined
      diagnose(run, [
        [
          timesCalled === 0,
          '`run` never called its task. Call it right away, with `{ signal: scope.signal }`.',
        ],
        [
          !startedAtOnce,
          '`run` returned before it had called its task. Call the task right away: before the first ' +
            '`await`, and not in a `then`.',
        ],
        [timesCalled > 1, `\`run\` called one task ${timesCalled} times. Call each task once.`],
        [
          given !== signal,
          `\`run\` called the task with ${given ? 'another signal' : 'no signal'}, so that the scope ` +
            "can't abort it. Pass `{ signal: scope.signal }`.",
        ],
        [
          plan.end === 'returns at once' && reasonOf(result) instanceof TypeError,
          `A task returned ${shown(plan.value)}, not a promise, and \`run\` rejected with ` +
            `${shown(reasonOf(result))}. A task may return a plain value; \`await\` accepts both.`,
        ],
        [
          abortedInBlock,
          `No task had failed and the block hadn't ended, but \`scope.signal\` was aborted at ` +
            `${abortedMs} ms. Abort only when a task fails.`,
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
    diagnose(run, [
      [
        disposalThrew.length > 0,
        `Every task had succeeded, but disposing threw ${shown(disposalThrew[0])}.`,
      ],
    ])
  },
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
      besideAnother: true,
    },
    // Longer than the patience of a disposal that gives up.
    {
      plans: [failing, plan(3, 2000, { onAbort: 'ignores its signal' })],
      body: 'awaits all',
      leaveMs: 0,
    },
  ],
  judge(run) {
    const { stillRunning, leftMs, disposedMs, tasks } = diagnoseEnding(run)
    const lastMs = Math.max(leftMs, ...tasks.map(({ endMs = 0 }) => endMs))
    const endedWithReject =
      disposedMs > leftMs &&
      tasks.some(({ endMs, result }) => endMs === disposedMs && result?.status === 'rejected')
    diagnose(run, [
      [
        stillRunning > 0 && endedWithReject,
        `Disposing waited from ${leftMs} ms until one task rejected at ${disposedMs} ms, while ` +
          `${stillRunning} of the others still ran. Like \`Promise.all\`, it stopped waiting too ` +
          'early: wait for every task, however the others end.',
      ],
      [
        stillRunning > 0,
        `Disposing ended at ${disposedMs} ms, while ${stillRunning} of the tasks still ran. An abort ` +
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
    ])
  },
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
    diagnose(run, [
      [
        unfinished > 0 && abortedMs === undefined,
        `The block ended at ${leftMs} ms, and disposing waited until ${disposedMs} ms for work that ` +
          'nobody needs any more. Abort what is still running, then wait for it.',
      ],
      [
        unfinished > 0 && abortedMs !== leftMs,
        `The block ended at ${leftMs} ms, but \`scope.signal\` was aborted only at ${abortedMs} ms. ` +
          'Abort first, then wait.',
      ],
      [
        tasks.some(({ result }) => result === undefined),
        'The promise of a task that was still running when the block ended never settled.',
      ],
      [
        plans.every((plan) => endOf(plan) < leftMs) && abortedMs !== undefined,
        'Every task had succeeded, and disposing aborted the signal all the same. Whoever still holds ' +
          'that signal would take the success for a failure.',
      ],
    ])
  },
}
