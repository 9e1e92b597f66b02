import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { endOf, type Scene } from './scenes.ts'
import { isRefusedDelay, messageOf, nameOf, timeText } from './words.ts'

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
    timeoutMs === accepted[0] ? '`timeoutMs` was 30 days' : `\`timeoutMs\` was ${timeoutMs}`
  const reason = reasonOf(result)
  const name = nameOf(reason)
  diagnose(run, [
    [
      name === 'TimeoutError' && settledMs < endMs && timeoutMs >= 2 ** 31,
      `${text}, and you rejected with a TimeoutError at ${settledMs} ms. \`setTimeout\` and ` +
        '`AbortSignal.timeout` wait for 24.8 days at most, and fire after 1 ms if the delay is longer. ' +
        '`startTimer` takes any number.',
    ],
    [
      isRefusedDelay(reason),
      `${text}, and \`AbortSignal.timeout\` threw a RangeError. In Node, it takes only whole numbers, up to ` +
        '2^32 - 1. `startTimer` takes any number.',
    ],
    [
      name === 'RangeError',
      `${text}, and you rejected with a RangeError. Its message is ${shown(messageOf(reason))}. But any ` +
        'number of milliseconds from 0 up is fine, even `Infinity`.',
    ],
    [
      result?.status !== 'fulfilled' || settledMs !== endMs,
      `${text}, but your promise ${ending(result)}${result ? ` at ${timeText(settledMs)}` : ''}. The work ended at ` +
        `${endMs} ms, in time: settle the way the work settles.`,
    ],
  ])
}

/** Other numbers are refused with a RangeError, before the work is called. */
export function diagnoseRefused(
  { run, result, begun, settledMs }: Played,
  option: 'timeoutMs' | 'deadlineMs',
  value: number,
): void {
  const text = `\`${option}: ${value}\` was passed`
  const reason = reasonOf(result)
  const message = messageOf(reason)
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
      `${text}, and your RangeError doesn't name it. Its message is ${shown(message)}. Put ` +
        `\`${option}\` into the message, so that the caller knows which option is wrong.`,
    ],
    [
      settledMs > 0,
      `${text}, and your promise rejected only at ${settledMs} ms. Check the options first.`,
    ],
  ])
}
