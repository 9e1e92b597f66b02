import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { endOf, type Scene } from './scenes.ts'
import { nameOf } from './words.ts'

/** Longer than `setTimeout` can wait. */
export const accepted: readonly number[] = [
  30 * 24 * 3_600_000,
  Infinity,
  2 ** 31,
  2 ** 33 + 7,
  1000.5,
]

/** Short, but long enough for work that returns at once. */
export const short: readonly number[] = [0.5, 1]

export const refused: readonly number[] = [Number.NaN, -1, -Infinity, -0.5]

/** Any number of milliseconds from 0 up is fine. */
export function diagnoseAccepted({ run, result, settledMs }: Played, scene: Scene): void {
  const { timeoutMs } = scene
  const endMs = endOf(scene)
  const text =
    timeoutMs === accepted[0] ? 'The timeout was 30 days' : `\`timeoutMs\` was ${timeoutMs}`
  const name = nameOf(reasonOf(result))
  diagnose(run, [
    [
      name === 'TimeoutError' && settledMs < endMs,
      `${text}, and your promise rejected with a TimeoutError at ${settledMs} ms. \`setTimeout\` and ` +
        '`AbortSignal.timeout` wait for 2^31 - 1 ms at most, that is 24.8 days; anything longer ends after 1 ms. ' +
        '`startTimer` takes any number.',
    ],
    [
      name === 'RangeError',
      `${text}, and your promise ${ending(result)}. Any number of milliseconds from 0 up is fine, even \`Infinity\`.`,
    ],
    [
      result?.status !== 'fulfilled' || settledMs !== endMs,
      `${text}, and the work ended at ${endMs} ms, but your promise ${ending(result)}` +
        `${result ? ` at ${settledMs} ms` : ''}.`,
    ],
  ])
}

/** What is refused, with which error, and before the work begins. */
export function diagnoseRefused(
  { run, result, begun, settledMs }: Played,
  option: 'timeoutMs' | 'deadlineMs',
  value: number,
): void {
  const text = `\`${option}: ${value}\` was passed`
  const reason = reasonOf(result)
  const message = reason instanceof Error ? reason.message : ''
  diagnose(run, [
    [
      begun.length > 0,
      `${text}, and the work was called. Reject with a RangeError before you call the work.`,
    ],
    [result === undefined, `${text}, and your promise never settled. Reject with a RangeError.`],
    [
      !(reason instanceof RangeError),
      `${text}, and your promise ${ending(result)}. That value is a bug in the caller: reject with a RangeError.`,
    ],
    [
      option === 'timeoutMs' && !message.includes(option),
      `${text}, and the message of your RangeError is ${shown(message)}. Name \`${option}\` in it, so that the reader ` +
        'knows what to look for.',
    ],
    [
      settledMs > 0,
      `${text}, and your promise rejected only at ${settledMs} ms. Check the options first.`,
    ],
  ])
}
