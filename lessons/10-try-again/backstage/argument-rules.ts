import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { times } from './retry-rules.ts'
import { expected, longestMs, type Scene } from './scenes.ts'

/** An option that is out of range, or an `fn` that isn't a function. */
export interface Nonsense {
  readonly option: 'retries' | 'delayMs' | 'fn'
  readonly value: unknown
  /** Whether `delayMs` is a function that returns the value. */
  readonly isReturned?: boolean
}

/** Bad arguments are refused: with which error, and when. */
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
        'its reader knows which option to mend.',
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

/** Options at the edge of their range are accepted, and a long pause is as long as it should be. */
export function diagnoseAccepted({ run, attempts }: Played, scene: Scene): void {
  const { delayMs = 100 } = scene
  const cameMs = (attempts[1]?.startMs ?? 0) - (attempts[0]?.endMs ?? 0)
  const { fails } = expected(scene)
  const option =
    scene.retries === undefined ? `\`delayMs: ${scene.delayMs}\`` : `\`retries: ${scene.retries}\``
  diagnose(run, [
    [
      run.outcome !== (fails ? 'rejected' : 'fulfilled'),
      `${option} is allowed, but your promise ${run.outcome === 'never-settles' ? 'never settled' : `rejected with ${shown(run.reason)}`}.`,
    ],
    [
      delayMs > longestMs && cameMs < delayMs,
      `${option} is allowed, but the next attempt came ${cameMs} ms after the failure. \`setTimeout\` can't ` +
        `wait for more than 24.8 days${cameMs < 1000 ? ': it turns a longer delay into 1 ms' : ''}. \`pause\` can wait longer.`,
    ],
  ])
}
