import { audited, simulate, type Run } from '@overlap/mock-server'
import { ending, fc, reasonOf } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Abortable, DeadlineOptions } from '../types.ts'
import type { WithTimeout } from './play.ts'
import { nameOf } from './words.ts'

/** The learner's `withDeadline`. */
export type WithDeadline = <T>(work: Abortable<T>, options: DeadlineOptions) => Promise<T>

/** Steps that follow one another and share a deadline. */
export interface Steps {
  /** When the first one begins. */
  readonly startMs: number
  readonly steps: readonly number[]
  /** How far ahead the deadline is then. Below 0: it has passed. */
  readonly budgetMs: number
}

export const firstSteps: readonly Steps[] = [
  { startMs: 100, steps: [200, 200, 200], budgetMs: 505 },
  { startMs: 100, steps: [200, 200], budgetMs: 505 },
  { startMs: 100, steps: [200], budgetMs: -15 },
  { startMs: 100, steps: [200], budgetMs: 0 },
]

export const allSteps: fc.Arbitrary<Steps> = fc.record({
  startMs: fc.integer({ min: 1, max: 30 }).map((n) => 10 * n),
  steps: fc.array(
    fc.integer({ min: 1, max: 25 }).map((n) => 10 * n),
    { minLength: 1, maxLength: 4 },
  ),
  budgetMs: fc.integer({ min: -2, max: 60 }).map((n) => 10 * n + 5),
})

/** What came of the steps. */
export interface SeenSteps {
  readonly run: Run<unknown>
  readonly begunMs: readonly number[]
  readonly result: PromiseSettledResult<unknown>
}

/** Does one step after another, each with the same deadline. */
export async function playSteps(
  withDeadline: WithDeadline,
  { startMs, steps, budgetMs }: Steps,
): Promise<SeenSteps> {
  const begunMs: number[] = []
  const step = audited(withDeadline)
  const run = await simulate(
    { routes: Object.fromEntries(steps.map((ms, i) => [`/todos/${i + 1}`, { latency: ms }])) },
    async (api, time) => {
      await time.sleep(startMs)
      const deadlineMs = performance.now() + budgetMs
      for (const i of steps.keys()) {
        const work: Abortable<void> = async ({ signal }) => {
          begunMs.push(time.nowMs)
          await (await fetch(api.url(`/todos/${i + 1}`), { signal })).text()
        }
        await step(work, { deadlineMs })
      }
    },
    { leaves: ['call', 'listener'] },
  )
  const result =
    run.outcome === 'rejected'
      ? ({ status: 'rejected', reason: run.reason } as const)
      : ({ status: 'fulfilled', value: undefined } as const)
  return { run, begunMs, result }
}

/** Every step ends at the same moment, and no step begins after it. */
export function diagnoseSteps(
  { run, begunMs, result }: SeenSteps,
  { startMs, steps, budgetMs }: Steps,
): void {
  const sumMs = steps.reduce((sum, ms) => sum + ms, 0)
  const deadlineMs = startMs + budgetMs
  const isLate = sumMs >= budgetMs
  const endMs = isLate ? Math.max(startMs, deadlineMs) : startMs + sumMs
  const { settledMs } = run
  const never = run.outcome === 'never-settles'
  const reason = reasonOf(result)
  const now = `The deadline was at ${deadlineMs} ms on the clock of \`performance.now()\``
  const ended = never
    ? 'your promise never settled'
    : `your promise ${ending(result)} at ${settledMs} ms`
  diagnose(run, [
    [
      budgetMs <= 0 && begunMs.length > 0,
      `${now}, and at ${startMs} ms the work was called. That is too late: reject with a TimeoutError before you call ` +
        'the work.',
    ],
    [
      budgetMs <= 0 && reason instanceof RangeError,
      `${now}, and at ${startMs} ms no time was left, so your promise ${ending(result)}. A deadline that has passed isn't a ` +
        'bug in the caller: reject with a TimeoutError.',
    ],
    [
      budgetMs > 0 && begunMs.length === 0,
      `${now}, and at ${startMs} ms ${ended} without calling the work. Compare with \`performance.now()\`: it ` +
        'counts from the start of the program, `Date.now()` from 1970.',
    ],
    [
      isLate && (never || settledMs > endMs),
      `${now}, but ${ended}, so a step got more time than was left. A deadline is a moment, not a duration. What is ` +
        'left for each step is `deadlineMs - performance.now()`.',
    ],
    [
      settledMs < endMs,
      `${now}, but ${ended}. What is left for each step is \`deadlineMs - performance.now()\`.`,
    ],
    [
      !isLate && run.outcome !== 'fulfilled',
      `${now}, and the steps take ${sumMs} ms from ${startMs} ms on, but ${ended}.`,
    ],
    [
      isLate && !(nameOf(reason) === 'TimeoutError' && reason instanceof DOMException),
      `${now}, and ${ended}. Expected a DOMException named \`TimeoutError\`.`,
    ],
    [settledMs > endMs, `${now}, and the steps had ended at ${endMs} ms, but ${ended}.`],
  ])
}

/** `withDeadline` as a `withTimeout`, so that it can be tried in the same scenes. */
export function asTimeout(withDeadline: WithDeadline): WithTimeout {
  return (work, { timeoutMs, ...rest }) =>
    withDeadline(work, { deadlineMs: performance.now() + timeoutMs, ...rest })
}
