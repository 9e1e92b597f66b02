import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { abortMsOf, type Ended, type Ignoring, type playIgnoring } from './further-play.ts'
import type { Played } from './play.ts'
import { times } from './retry-rules.ts'
import { expected } from './scenes.ts'

/** The promise rejects at the abort, even while `fn` or `shouldRetry` ignores it. */
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
      `${when} was under way and ignored the signal, ${late}. Don't wait for \`fn\`: ` +
        '`untilAborted(signal, …)` rejects at the abort.',
    ],
    [
      isOver && isReached,
      `${when} was still running, ${late}. It gets no signal, so don't wait for it: ` +
        '`untilAborted(signal, …)` rejects at the abort.',
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
export function diagnoseTogether(run: Played['run'], ends: readonly Ended[]): void {
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
          `with ${shown(ended)}, which is not how its own \`fn\` ended. ${shared}`,
      ],
    ])
  }
}
