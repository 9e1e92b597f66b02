import type { Run } from '@overlap/mock-server'
import { ending, fc, reasonOf, reasons, shown } from '@overlap/scenarios'
import { abortedAt, diagnose } from '@overlap/trace'
import { diagnoseEnding } from './endings.ts'
import { withoutScope } from './open.ts'
import type { Shared } from './play-shared.ts'
import {
  abortMs,
  endOf,
  failing,
  plan,
  plans,
  type Plan,
  type Rule,
  type Scene,
  type Seen,
} from './scenes.ts'

/** In a scope that rethrows errors. */
const whereDisposalThrows: Scene = {
  plans: [failing, plan(1, 100)],
  body: 'leaves early',
  leaveMs: 73,
  abortMs: 5000,
  reason: 'too late',
}

/** The caller's abort reaches every unfinished task, with the caller's own reason. */
export const followsCaller: Rule = {
  drawn: fc
    .record({
      plans: plans(['returns'], ['stops', 'cleans up', 'wraps the error']).map(allAtOnce),
      body: fc.constantFrom('awaits all' as const, 'awaits in turn' as const),
      leaveMs: fc.constant(0),
      abortMs: fc.oneof(abortMs, fc.constant(-1), fc.constant(5000)),
      reason: reasons,
    })
    .map(beforeTheAbort),
  first: [
    {
      plans: [plan(1, 100), plan(3, 100)],
      body: 'awaits all',
      leaveMs: 0,
      abortMs: 50,
      reason: { why: 'the user left the page' },
    },
    // No task runs from 100 ms to 200 ms.
    {
      plans: [plan(1, 100), plan(1, 100, { startMs: 200 })],
      body: 'awaits all',
      leaveMs: 0,
      abortMs: 250,
      reason: 'the user left the page',
    },
    {
      plans: [plan(1, 100)],
      body: 'awaits all',
      leaveMs: 100,
      abortMs: 150,
      reason: 'the user left the page',
    },
    {
      plans: [plan(2, 100, { onAbort: 'wraps the error' })],
      body: 'awaits all',
      leaveMs: 0,
      abortMs: 50,
      reason: null,
    },
    // Before the next one: then a listener that is left there is left because disposal threw.
    { plans: [plan(1, 100)], body: 'awaits all', leaveMs: 0, abortMs: 5000 },
    whereDisposalThrows,
  ],
  judge(run, scene) {
    const { plans, abortMs = 0 } = scene
    diagnose(run, [
      withoutScope(run),
      [
        run.outcome === 'rejected' && abortMs < 0,
        "The caller's signal was already aborted when the scope was created, and `taskScope` threw " +
          `${shown(run.reason)}. Return a scope that is aborted, too, so that \`run\` rejects.`,
      ],
    ])
    const {
      tasks,
      signal,
      caller,
      stoppedListening,
      abortedMs,
      leftMs,
      disposedMs,
      disposalThrew,
    } = diagnoseEnding(run)
    const reason: unknown = caller?.signal.reason
    const isLeft = run.leftovers.some(({ kind }) => kind === 'listener')
    if (scene === whereDisposalThrows) {
      diagnose(run, [
        [
          isLeft && disposalThrew.length > 0,
          `Disposing threw ${shown(disposalThrew[0])}, and your listener is still on the caller's signal. ` +
            'Remove it before anything can throw, or in a `finally` block.',
        ],
      ])
      return
    }
    // No task ends at the moment of the abort by itself: if the block does, the abort ended it.
    const isOpen = abortMs <= leftMs
    const isIdle = plans.every((plan) => plan.startMs > abortMs || endOf(plan) < abortMs)
    const isCombined = caller?.additions === 0 && caller.signal.onabort === null
    const wrong = tasks.find(
      ({ plan, result }) =>
        endOf(plan) > abortMs &&
        !(result?.status === 'rejected' && Object.is(result.reason, reason)),
    )
    const atAbort = { atMs: abortMs, label: 'the caller aborted' }
    const seen = { ...run.trace, marks: abortMs < 0 || !isOpen ? [] : [atAbort] }
    const wanted =
      isOpen && abortMs >= 0 && abortedMs !== abortMs ? abortedAt(seen, abortMs) : undefined
    const mistakes: [boolean, string][] = [
      [
        signal === caller?.signal,
        "`scope.signal` is the caller's signal itself, so a task that fails can't abort it. The scope " +
          'needs an `AbortController` of its own.',
      ],
      [
        tasks.some(({ signal: given }) => given === caller?.signal),
        "`run` called a task with the caller's signal, so the scope can't abort that task. Pass " +
          '`{ signal: scope.signal }`.',
      ],
      [
        abortMs < 0 && abortedMs === undefined,
        "The caller's signal was already aborted when the scope was created, and the scope didn't notice. " +
          'A signal that has already aborted fires no event: look at `signal.aborted` first.',
      ],
      [
        isOpen && abortedMs !== abortMs && stoppedListening,
        `When the caller's signal aborted at ${abortMs} ms, your scope had no listener on it any more, so ` +
          '`scope.signal` did not abort. Even if no task is running at the moment, another may start. ' +
          'Keep the listener until disposal.',
      ],
      [
        isOpen && isIdle && abortMs >= 0 && abortedMs === undefined,
        `The caller's signal aborted at ${abortMs} ms, while no task was running, and \`scope.signal\` never ` +
          'did. Another task may start later, so the scope has to abort then, too.',
      ],
      [
        isOpen && abortedMs === undefined,
        `The caller's signal aborted at ${abortMs} ms, but \`scope.signal\` didn't, so the tasks kept ` +
          "running. Abort the scope's signal when the caller's signal aborts.",
      ],
      [
        isOpen && abortMs >= 0 && abortedMs !== abortMs,
        `The caller's signal aborted at ${abortMs} ms, but \`scope.signal\` only at ${abortedMs} ms. Listen to ` +
          "the `abort` event of the caller's signal: it fires right away.",
      ],
      [
        isOpen && !Object.is(signal.reason, reason),
        `The caller aborted with ${shown(reason)}, but \`scope.signal.reason\` is ` +
          `${shown(signal.reason)}. Whoever aborted the call expects their own reason back.`,
      ],
      [
        isOpen && wrong !== undefined && isCombined && ownError(wrong),
        `The caller aborted with ${shown(reason)}, but the promise of an aborted task ${ending(wrong?.result)}. ` +
          '`AbortSignal.any` aborts only the signal that it makes: your own controller and your own variables ' +
          "don't get the caller's reason. Reject with `scope.signal.reason`.",
      ],
      [
        isOpen && wrong !== undefined,
        `The caller aborted with ${shown(reason)}. Expected every unfinished task to reject ` +
          `with that reason, but one task's promise ${ending(wrong?.result)}. Reject with \`scope.signal.reason\`.`,
      ],
      [
        !isOpen && abortMs >= 0 && abortedMs !== undefined,
        'Every task had succeeded before the caller aborted, but `scope.signal` is aborted. Once a task has ' +
          'settled, disposing must not take it for a running one.',
      ],
    ]
    diagnose(seen, mistakes, wanted)
    const atEnd = { atMs: disposedMs, label: 'disposing ended' }
    diagnose({ ...run.trace, marks: [atEnd] }, [
      [
        isLeft && isCombined,
        "Your code left a listener on a signal that `AbortSignal.any` made from the caller's signal. It stays " +
          "in memory as long as the caller's signal does. Remove it when the scope ends.",
      ],
      [
        isLeft && (caller?.removals ?? 0) > 0,
        "Your code called `removeEventListener`, but a listener is still on the caller's signal. It " +
          'removes a listener only if it gets the very same function, and the same `capture` option, as ' +
          '`addEventListener` did.',
      ],
      [
        isLeft,
        `Disposing ended at ${disposedMs} ms, and a listener of your code is still on the caller's signal. That ` +
          'signal may live as long as the program, and it keeps every listener in memory. Remove yours when ' +
          'you dispose of the scope.',
      ],
    ])
  },
}

/** A scene in which no task starts after the caller has aborted: that is for another star. */
function beforeTheAbort<S extends Scene>(scene: S): S {
  return scene.abortMs === -1 ? { ...scene, plans: [] } : scene
}

/** Whether the promise of a task rejected with what the task itself threw when it was aborted. */
function ownError({ plan, result }: Seen): boolean {
  return plan.onAbort === 'wraps the error' && String(reasonOf(result)).includes('interrupted')
}

function allAtOnce(list: Plan[]): Plan[] {
  return list.map((plan) => ({ ...plan, startMs: 0 }))
}

/** A signal belongs to its owner: a scope neither replaces its `onabort` nor ends another scope's listener. */
export function diagnoseShared(run: Run<Shared>): void {
  diagnose(run, [
    withoutScope(run),
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
    [run.outcome === 'rejected', `Using two scopes on one signal threw ${shown(run.reason)}.`],
  ])
  const { isKept, hasRun, isFollowed } = run.value
  diagnose(run, [
    [
      !isKept || !hasRun,
      'The caller had set `onabort` of its own signal, and your code replaced it. `onabort` holds one ' +
        'function only, and the signal belongs to the caller. Add a listener instead.',
    ],
    [
      !isFollowed,
      "Two scopes had the same caller's signal, and the first had been disposed of. When the signal " +
        'aborted, the second scope did not. Remove only the listener of the scope that ends.',
    ],
  ])
}
