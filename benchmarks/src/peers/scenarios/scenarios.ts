import type { Pool } from '../pools/types.ts'
import { abortReason, limit, sourceError, taskErrors, type Played, type Script } from './play.ts'

/** A question about what a pool did in one script. */
export interface Question {
  readonly head: string
  readonly script: Script
  /** What a pool must offer. Otherwise, its cell says so. */
  readonly needs?: 'iterates' | 'abortable'
  answer(played: Played): string
}

/** Some questions that make a table. */
export interface Scenario {
  readonly title: string
  readonly intro: readonly string[]
  readonly questions: readonly Question[]
}

const tasks = 12
const each = (ms: number): number[] => Array.from({ length: tasks }, () => ms)

/** Each task ends before the one in front of it would. */
const calm: Script = { takesMs: each(10).map((ms, i) => ms * (tasks - i)) }
/** The second task fails first. The third one is in flight then, and fails later. */
const failing: Script = { takesMs: [40, 20, 60, ...each(30).slice(3)], rejecting: [1, 2] }
const throwing: Script = { takesMs: each(10), throwing: 4 }
const badSource: Script = { takesMs: each(10), sourceThrowsAt: 5 }
/** The second three tasks are in flight then. */
const aborting: Script = { takesMs: each(40), abortMs: 50 }

const yesOr = (isRight: boolean, otherwise: string): string => (isRight ? 'yes' : otherwise)
const limitKept = ({ peak }: Played): string => yesOr(peak === limit, `no, ${peak}`)
function stops({ startedBefore, startedLater }: Played): string {
  if (startedLater > 0) return `no, ${startedLater} more`
  return yesOr(startedBefore < tasks, 'none left')
}
const inFlight = ({ aborted }: Played): string => (aborted > 0 ? 'aborted' : 'run on')

/** How the promise ended, if it should reject with `error`. */
function ending({ outcome, reason, unhandled }: Played, error: Error): string {
  if (outcome === 'rejected') return yesOr(reason === error, 'no')
  if (outcome === 'fulfilled') return 'no error'
  if (outcome === 'thrown') return 'throws'
  return unhandled > 0 ? 'crashes' : 'hangs'
}

function rejects({ outcome, delayMs }: Played): string {
  if (outcome !== 'rejected') return 'never'
  return delayMs === 0 ? 'at once' : `after ${delayMs} ms`
}

/** What the pools are asked. */
export const scenarios: readonly Scenario[] = [
  {
    title: 'While all goes well',
    intro: [
      `${tasks} tasks, ${limit} in flight. The last one is the fastest, so they don't end in order.`,
      'Reads on demand: no item is read before its task can start. Cleans up: no listener is left on the signal.',
    ],
    questions: [
      { head: 'limit kept', script: calm, answer: limitKept },
      {
        head: 'in order',
        script: calm,
        answer: ({ value }) => yesOr(String(value) === String(calm.takesMs.map((_, i) => i)), 'no'),
      },
      {
        head: 'reads on demand',
        script: calm,
        needs: 'iterates',
        answer: ({ ahead }) => yesOr(ahead <= limit, `no, ${ahead}`),
      },
      {
        head: 'cleans up',
        script: calm,
        needs: 'abortable',
        answer: ({ listeners }) => yesOr(listeners === 0, `no, ${listeners}`),
      },
    ],
  },
  {
    title: 'When a task fails',
    intro: [
      'A task rejects, and 40 ms later another one that was in flight.',
      'Stops: starts no more tasks. Others: what becomes of those in flight. Handled: no rejection is unhandled.',
      'Limits for single calls go on by design, because each call has its own promise.',
    ],
    questions: [
      { head: 'limit kept', script: failing, answer: limitKept },
      { head: 'error kept', script: failing, answer: (played) => ending(played, taskErrors[1]!) },
      { head: 'rejects', script: failing, answer: rejects },
      { head: 'stops', script: failing, answer: stops },
      { head: 'others', script: failing, answer: inFlight },
      {
        head: 'handled',
        script: failing,
        answer: ({ unhandled }) => yesOr(unhandled === 0, `no, ${unhandled}`),
      },
    ],
  },
  {
    title: 'When the caller aborts',
    intro: [
      'The caller passes a signal, and aborts it while tasks are in flight and others wait.',
      'Others: whether the library hands a signal to the tasks in flight, and aborts it.',
    ],
    questions: [
      { head: 'stops', script: aborting, needs: 'abortable', answer: stops },
      { head: 'rejects', script: aborting, needs: 'abortable', answer: rejects },
      {
        head: 'reason kept',
        script: aborting,
        needs: 'abortable',
        answer: (played) => ending(played, abortReason),
      },
      { head: 'others', script: aborting, needs: 'abortable', answer: inFlight },
    ],
  },
  {
    title: 'When something throws',
    intro: [
      'A task throws before it returns a promise, or the source throws instead of yielding an item. Does the promise reject with that error?',
      'If not: throws (there is no promise, and nothing awaits the tasks in flight), hangs (it never settles), or crashes (the error is uncaught, and ends the process).',
    ],
    questions: [
      { head: 'task throws', script: throwing, answer: (played) => ending(played, taskErrors[4]!) },
      {
        head: 'source throws',
        script: badSource,
        needs: 'iterates',
        answer: (played) => ending(played, sourceError),
      },
      {
        head: 'source after a failure',
        script: failing,
        needs: 'iterates',
        answer: ({ source }) => source,
      },
    ],
  },
]

/** Whether a pool offers what a question needs. */
export const isOffered = (pool: Pool, { needs }: Question): boolean =>
  needs === undefined || pool[needs]
