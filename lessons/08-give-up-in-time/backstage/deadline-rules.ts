import { audited, simulate, type Run } from '@overlap/mock-server'
import { ending, fc, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Abortable, DeadlineOptions } from '../types.ts'
import type { WithTimeout } from './play.ts'
import { isRefusedDelay, messageOf, nameOf, timeText } from './words.ts'

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
  { startMs: 100, steps: [200, 200, 200], budgetMs: 505.5 },
  { startMs: 100, steps: [200], budgetMs: -15 },
  { startMs: 100, steps: [200], budgetMs: 0 },
]

export const allSteps: fc.Arbitrary<Steps> = fc.record({
  startMs: fc.integer({ min: 1, max: 30 }).map((n) => 10 * n),
  steps: fc.array(
    fc.integer({ min: 1, max: 25 }).map((n) => 10 * n),
    { minLength: 1, maxLength: 4 },
  ),
  budgetMs: fc.integer({ min: -4, max: 120 }).map((n) => 5 * n + 2.5),
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

/** No step runs past the deadline, and no step begins after it. */
export function diagnoseSteps(
  { run, begunMs, result }: SeenSteps,
  { startMs, steps, budgetMs }: Steps,
): void {
  const sumMs = steps.reduce((sum, ms) => sum + ms, 0)
  const deadlineMs = startMs + budgetMs
  const isLate = sumMs >= budgetMs
  const endMs = isLate ? Math.max(startMs, deadlineMs) : startMs + sumMs
  const { settledMs, outcome } = run
  const never = outcome === 'never-settles'
  // A timer waits for whole milliseconds.
  const isTooLate = never || settledMs >= endMs + (isLate && endMs % 1 > 0 ? 1 : 0.001)
  const isEarly = !never && settledMs <= endMs - (endMs % 1 > 0 ? 1 : 0.001)
  const reason = reasonOf(result)
  const now = `The deadline was at ${deadlineMs} ms`
  const step = `step ${Math.max(1, begunMs.length)}`
  const ended = never ? 'never ended' : `ended at ${timeText(settledMs)}`
  const clock = 'on the clock of `performance.now()`'
  diagnose(run, [
    [
      budgetMs <= 0 && begunMs.length > 0,
      `${now}, but at ${startMs} ms the work was called. These are times ${clock}. If the deadline has passed, reject ` +
        "with a TimeoutError, and don't call the work.",
    ],
    [
      budgetMs <= 0 && reason instanceof RangeError,
      `${now}, and at ${startMs} ms you rejected with a RangeError. Its message is ${shown(messageOf(reason))}. A deadline ` +
        "that has passed isn't a bug in the caller: reject with a TimeoutError.",
    ],
    [
      budgetMs <= 0 && isTooLate,
      `${now}, but at ${startMs} ms you didn't reject. Your promise ${never ? 'never settled' : `settled at ${timeText(settledMs)}`}. ` +
        'If the deadline has passed, reject with a TimeoutError right away.',
    ],
    [
      isRefusedDelay(reason),
      `With ${budgetMs} ms left, \`AbortSignal.timeout\` threw a RangeError. In Node, it takes only whole ` +
        'milliseconds, and what is left until a deadline rarely is a whole number.',
    ],
    [
      budgetMs > 0 && begunMs.length === 0 && reason instanceof RangeError,
      `With ${budgetMs} ms left, you rejected with a RangeError. Its message is ${shown(messageOf(reason))}. But any ` +
        'time that is left is fine, and it rarely is a whole number.',
    ],
    [
      budgetMs > 0 && begunMs.length === 0,
      `There were ${budgetMs} ms left, but the work wasn't called. Your promise ${ending(never ? undefined : result)}. \`deadlineMs\` is a time ` +
        `${clock}, which counts from the start of the program. \`Date.now()\` counts from 1970.`,
    ],
    [
      isLate && isTooLate,
      `${now}, but ${step} ${ended}. It began at ${begunMs.at(-1)} ms, so it had ` +
        `${deadlineMs - (begunMs.at(-1) ?? 0)} ms. A deadline is a point in time, not a duration: what is left for each ` +
        'step is `deadlineMs - performance.now()`.',
    ],
    [
      isEarly && outcome === 'rejected',
      `${now}, but ${step} rejected at ${settledMs} ms, with ${shown(reason)}. What is left for each step is ` +
        '`deadlineMs - performance.now()`.',
    ],
    [
      isEarly,
      `The steps take ${sumMs} ms, but they resolved after ${settledMs - startMs} ms. \`withDeadline\` settles the ` +
        'way the work settles, or when the deadline comes.',
    ],
    [
      !isLate && outcome === 'rejected',
      `${now}, but ${step} rejected at ${settledMs} ms, with ${shown(reason)}. It was in time: settle the way the work ` +
        'settles.',
    ],
    [
      budgetMs <= 0 && outcome === 'fulfilled',
      `${now}, but at ${startMs} ms your promise resolved. It was too late for the work, so there is no result: reject ` +
        'with a TimeoutError.',
    ],
    [
      isLate && outcome === 'fulfilled',
      `${now}, but ${step} resolved then. The work wasn't done: reject with a TimeoutError.`,
    ],
    [
      isLate && !(nameOf(reason) === 'TimeoutError' && reason instanceof DOMException),
      `${now}, and you rejected with ${shown(reason)}. Expected a DOMException named \`TimeoutError\`.`,
    ],
    [
      isTooLate,
      `The steps take ${sumMs} ms, but ${step} ${ended}. Settle as soon as the work does.`,
    ],
  ])
}

/** `withDeadline` as a `withTimeout`, so that it can be tried in the same scenes. */
export function asTimeout(withDeadline: WithDeadline): WithTimeout {
  return (work, { timeoutMs, ...rest }) =>
    withDeadline(work, { deadlineMs: performance.now() + timeoutMs, ...rest })
}
