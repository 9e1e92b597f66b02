import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import {
  abortMsOf,
  delayAfter,
  type Ended,
  type Hooked,
  type Hooks,
  type Ignoring,
  type playIgnoring,
} from './further-play.ts'
import type { Played } from './play.ts'
import { times } from './retry-rules.ts'
import { expected, type Scene } from './scenes.ts'

/** When each hook is called, and with what. */
export function diagnoseHooks({ run, attempts }: Played, hooks: Hooks, hooked: Hooked): void {
  const { scene, yes, thinkMs } = hooked
  const { errors } = scene
  const possible = expected(scene).attempts
  const wanted = Math.min(possible, yes + 1)
  const came = attempts.length
  const { asked, delayed, told } = hooks
  const errorOf = (attempt: number): unknown => errors[(attempt - 1) % errors.length]
  const isLast = expected(scene).fails && wanted === possible
  const wrongDelay = delayed.find(
    ({ attempt, error }, i) => attempt !== i + 1 || !Object.is(error, errorOf(i + 1)),
  )
  const wrongNote = told.findIndex(
    ({ failed }, i) =>
      failed?.attempt !== i + 1 ||
      !Object.is(failed.error, errorOf(i + 1)) ||
      failed.delayMs !== delayAfter(hooked, i + 1),
  )
  const note = told[wrongNote]?.failed
  const mayAsk = isLast ? wanted - 1 : Math.min(wanted, scene.failures)
  diagnose(run, [
    [
      came > wanted && wanted <= yes,
      `\`fn\` was called ${times(came)}, although only ${wanted} attempts were allowed.`,
    ],
    [
      came > wanted,
      `\`shouldRetry\` returned a promise of false after attempt ${wanted}, but \`fn\` was called again. A ` +
        'promise is always truthy: await it.',
    ],
    [
      came < wanted,
      `\`shouldRetry\` returned a promise of true after attempt ${came}, but \`fn\` wasn't called again.`,
    ],
    [
      asked.length > mayAsk,
      `\`shouldRetry\` was called ${times(asked.length)}, also when no retry was left. Its answer could ` +
        'change nothing then: check `retries` first.',
    ],
    [
      wrongDelay !== undefined,
      `\`delayMs\` was called with ${shown(wrongDelay?.attempt)} and ${shown(wrongDelay?.error)}. Call it ` +
        'after each failure with the number of the attempt that failed, and with its error.',
    ],
    [
      told.length === 0 && wanted > 1,
      `\`onRetry\` was never called, although there ${wanted === 2 ? 'was a retry' : `were ${wanted - 1} retries`}. ` +
        'Call it before each pause.',
    ],
    [
      told.length > wanted - 1,
      `\`onRetry\` was called ${times(told.length)}, but \`fn\` was retried ${times(wanted - 1)}. Call it only if ` +
        'another attempt follows.',
    ],
    [
      told.length < wanted - 1,
      `\`onRetry\` was called ${times(told.length)}, but \`fn\` was retried ${times(wanted - 1)}.`,
    ],
    [
      note !== undefined || wrongNote >= 0,
      `After attempt ${wrongNote + 1}, \`onRetry\` got ${shown(note)}. Expected \`{ error, attempt, delayMs }\`: ` +
        `the error, ${wrongNote + 1}, and the pause in ms, here ${delayAfter(hooked, wrongNote + 1)}.`,
    ],
  ])
  for (const [i, { atMs }] of told.entries()) {
    const failedMs = (attempts[i]?.endMs ?? 0) + thinkMs
    const pauseMs = delayAfter(hooked, i + 1)
    const nextMs = attempts[i + 1]?.startMs ?? 0
    diagnose(run, [
      [
        atMs >= failedMs + pauseMs,
        `Attempt ${i + 1} failed at ${failedMs} ms, but \`onRetry\` was called at ${atMs} ms, after the ` +
          'pause. Call it before: a log should show a long pause while it lasts.',
      ],
      [
        nextMs - failedMs < pauseMs || nextMs - failedMs > pauseMs + 1,
        `\`delayMs\` returned ${pauseMs}, but the next attempt came ${nextMs - failedMs} ms after the failure.`,
      ],
    ])
  }
}

/** The abort ends everything, even while something goes on that ignores it. */
export function diagnoseIgnoring(
  { run, caller, begun, isReached }: Awaited<ReturnType<typeof playIgnoring>>,
  ignores: Ignoring,
): void {
  const { who, attempt } = ignores
  const atMs = abortMsOf(ignores)
  const when = `The caller aborted at ${atMs} ms, while \`${who}\``
  const late = `and your promise settled only at ${run.settledMs} ms`
  const isOver = run.settledMs > atMs
  diagnose(run, [
    [
      isOver && who === 'fn' && isReached,
      `${when} was under way and ignored the signal, ${late}. Don't wait for \`fn\` then: ` +
        '`untilAborted(signal, …)` rejects at the abort.',
    ],
    [
      isOver && isReached,
      `${when}, which knows nothing of the signal, was still at work, ${late}. Don't wait for \`${who}\` ` +
        'then: `untilAborted(signal, …)` rejects at the abort.',
    ],
    [isOver, `The caller aborted at ${atMs} ms, ${late}.`],
    [
      begun > attempt + 1,
      `The caller aborted at ${atMs} ms, but \`fn\` was called again afterwards.`,
    ],
    [
      run.outcome === 'fulfilled',
      `The caller aborted, but your promise resolved with ` +
        `${shown(run.outcome === 'fulfilled' ? run.value : undefined)}. Reject with \`signal.reason\`.`,
    ],
    [
      !Object.is(run.reason, caller.reason),
      `The caller aborted with ${shown(caller.reason)}, but your promise rejected with ` +
        `${shown(run.reason)}. Reject with \`signal.reason\` itself.`,
    ],
  ])
}

/** Each of two calls that run at the same time ends as it would alone. */
export function diagnoseTogether(run: Run, ends: readonly Ended[]): void {
  const shared =
    'Every call of `retry` shares the variables outside it. Keep the count, the last error and the ' +
    'options inside the function.'
  diagnose(run, [[run.outcome === 'never-settles', run.diagnosis ?? 'Your promise never settled.']])
  for (const { scene, attempts, result } of ends) {
    const wanted = expected(scene)
    const numbers = attempts.map(({ attempt }) => attempt)
    const ended: unknown = result?.status === 'rejected' ? result.reason : result?.value
    diagnose(run, [
      [
        attempts.length !== wanted.attempts,
        `Two calls of \`retry\` ran at the same time. One called its \`fn\` ${times(attempts.length)} instead ` +
          `of ${times(wanted.attempts)}. ${shared}`,
      ],
      [
        numbers.some((number, i) => number !== i + 1),
        `Two calls of \`retry\` ran at the same time, and the \`fn\` of one got the wrong \`attempt\`. ${shared}`,
      ],
      [
        (result?.status === 'rejected') !== wanted.fails ||
          !Object.is(ended, wanted.fails ? wanted.error : scene.value),
        `Two calls of \`retry\` ran at the same time, and one ${result?.status === 'rejected' ? 'rejected' : 'resolved'} ` +
          `with ${shown(ended)}. Alone, it would not. ${shared}`,
      ],
    ])
  }
}

type Run = Played['run']

/** Options that make no sense, or a function that is none. */
export interface Nonsense {
  readonly option: 'retries' | 'delayMs' | 'fn'
  readonly value: unknown
  /** Whether `delayMs` is a function that returns the value. */
  readonly isReturned?: boolean
}

/** What is refused, when, and with which error. */
export function diagnoseRefusal({ run, attempts }: Played, nonsense: Nonsense): void {
  const { option, value, isReturned } = nonsense
  const type = option === 'fn' ? TypeError : RangeError
  const text =
    option === 'fn'
      ? `\`retry\` was called with ${shown(value)} instead of a function`
      : given(nonsense)
  const { reason } = run
  const message = reason instanceof Error ? reason.message : ''
  const wrong = attempts.length > (isReturned ? 1 : 0)
  diagnose(run, [
    [
      run.outcome === 'never-settles',
      `${text}, and your promise never settled. Reject with a ${type.name}.`,
    ],
    [
      wrong,
      `${text}, and \`fn\` was called ${times(attempts.length)}. Reject with a ${type.name}` +
        (isReturned ? ' instead of pausing.' : ' before the first attempt.'),
    ],
    [
      run.outcome === 'fulfilled',
      `${text}, and your promise resolved. Reject with a ${type.name} before the first attempt.`,
    ],
    [
      !(reason instanceof type),
      `${text}, and your promise rejected with ${shown(reason)} instead of a ${type.name}.`,
    ],
    [
      option !== 'fn' && !message.includes(option),
      `${text}, and the message of your RangeError is ${shown(message)}. Name \`${option}\` in it, so that ` +
        'the reader knows what to look for.',
    ],
    [
      option === 'fn' && !/fn|function/iu.test(message),
      `${text}, and the message of your TypeError is ${shown(message)}. Say that a function was expected.`,
    ],
    [
      run.settledMs > 0,
      `${text}, and your promise rejected only at ${run.settledMs} ms. Check the arguments first.`,
    ],
  ])
}

function given({ option, value, isReturned }: Nonsense): string {
  const text = shown(value).slice(1, -1)
  return isReturned ? `\`${option}\` returned \`${text}\`` : `\`${option}: ${text}\` was passed`
}

/** Options that make sense are accepted. */
export function diagnoseAccepted({ run }: Played, scene: Scene): void {
  const { fails } = expected(scene)
  const option =
    scene.retries === undefined ? `\`delayMs: ${scene.delayMs}\`` : `\`retries: ${scene.retries}\``
  diagnose(run, [
    [
      run.outcome !== (fails ? 'rejected' : 'fulfilled'),
      `${option} makes sense, but your promise rejected with ${shown(run.reason)}.`,
    ],
  ])
}
