import { ending, fc, reasonOf, reasons } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseReason } from './caller-rules.ts'
import type { Played } from './play.ts'
import { left, scene, type Scene } from './scenes.ts'
import { nameOf } from './words.ts'

/** Scenes in which it is too late to call the work. */
export const firstTooLate: readonly Scene[] = [
  scene({ abortMs: -1, reason: left }),
  scene({ timeoutMs: 0 }),
]

const manners = fc.constantFrom<Partial<Scene>>(
  {},
  { manner: 'at once' },
  { manner: 'at once', end: 'throws' },
)

export const tooLate: fc.Arbitrary<Scene> = fc
  .record({ manner: manners, reason: reasons, isZero: fc.boolean() })
  .map(({ manner, reason, isZero }) =>
    scene({ ...manner, ...(isZero ? { timeoutMs: 0 } : { abortMs: -1, reason }) }),
  )

/** The work is not called. */
export function diagnoseTooLate(played: Played, { abortMs }: Scene): void {
  const { run, begun, result, settledMs } = played
  const isAborted = abortMs !== undefined
  const why = isAborted ? "The caller's signal had already aborted" : '`timeoutMs` was 0'
  const reason = reasonOf(result)
  diagnose(run, [
    [
      begun.length > 0,
      `${why}, but the work was called. If it sends an order, that order may already be placed. ` +
        `${isAborted ? 'Look at the signal' : 'Check whether any time is left'} before you call the work.`,
    ],
    [
      result === undefined || settledMs > 0,
      `${why}, but your promise ${result === undefined ? 'never settled' : `settled only at ${settledMs} ms`}. Reject ` +
        'right away.',
    ],
    [
      !isAborted && nameOf(reason) !== 'TimeoutError',
      `${why}, and your promise ${ending(result)}. There was no time for the work: reject with a TimeoutError.`,
    ],
    [
      !isAborted && !(reason instanceof DOMException),
      `${why}, and your promise ${ending(result)}. Expected a DOMException named \`TimeoutError\`.`,
    ],
  ])
  if (isAborted) diagnoseReason(played, why)
}
