import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { OTHER_MS, SLOW_MS, type Ended, type Played } from './play.ts'
import { first, type Scene } from './scenes.ts'
import { at, nameOf, timeText } from './words.ts'

/** The work is called once, right away, with a signal; and calls that run at the same time don't affect each other. */
export function diagnoseWork(played: Played, scene: Scene): void {
  const { run, begun, result, other, slow } = played
  const [work] = begun
  const mayRefuse = (scene.abortMs ?? 0) < 0
  diagnose(run, [
    [
      begun.length > 1,
      `The work was called ${begun.length} times, first ${at(work?.atMs ?? 0)} and then ` +
        `${at(begun[1]?.atMs ?? 0)}. If it places an order, that makes two orders. Call it once and keep its ` +
        'promise.',
    ],
    [
      work !== undefined && work.given === undefined,
      'The work was called without an argument. It expects `{ signal }`, to learn when it should stop.',
    ],
    [
      work?.given instanceof AbortSignal,
      'The work was called with a signal. It expects an object that has the signal: `work({ signal })`.',
    ],
    [
      work !== undefined && !(work.signal instanceof AbortSignal),
      `The work was called with ${shown(work?.given)}, which has no AbortSignal in \`signal\`. The ` +
        "caller's `signal` is optional, but the work always needs one.",
    ],
    [
      begun.length === 0 &&
        scene.signal !== 'a signal' &&
        scene.abortMs === undefined &&
        isBug(result),
      `The caller passed no \`signal\`, and your promise ${ending(result)}. The work was never called. The option ` +
        '`signal` may be missing.',
    ],
    [
      begun.length === 0 && !mayRefuse,
      `The work was never called, and your promise ${ending(result)}. Call \`work({ signal })\` with a signal ` +
        'for the work.',
    ],
    [(work?.atMs ?? 0) > 0, `The work was called only ${at(work?.atMs ?? 0)}. Call it right away.`],
    [
      scene.beside && (other.result?.status !== 'fulfilled' || other.atMs !== OTHER_MS),
      `Several calls of your function were running, and ${happened(scene)}. Another one had plenty of time, but ` +
        `its promise ${ended(other)}. ${own}`,
    ],
    [
      // The first step of the task doesn't ask for a timeout yet.
      scene.beside &&
        first(scene).what !== 'end' &&
        (nameOf(reasonOf(slow.result)) !== 'TimeoutError' || slow.atMs !== SLOW_MS),
      `Several calls of your function were running, and ${happened(scene)}. Another one should time out at ` +
        `${SLOW_MS} ms, but its promise ${ended(slow)}. ${own}`,
    ],
  ])
}

const own = 'Declare every variable inside your function, so that each call has its own.'

const ended = ({ result, atMs }: Ended): string =>
  result ? `${ending(result)} ${at(atMs)}` : ending(result)

/** Whether a promise rejected with an error that the language throws. */
function isBug(result: Played['result']): boolean {
  return ['TypeError', 'ReferenceError'].includes(nameOf(reasonOf(result)))
}

function isAbortError(value: unknown): boolean {
  return ['AbortError', 'TimeoutError'].includes(nameOf(value))
}

function happened(scene: Scene): string {
  const { what, atMs } = first(scene)
  if (what === 'end') return `the work of one ended ${at(atMs)}`
  return what === 'timeout' ? `one timed out ${at(atMs)}` : `the caller of one aborted ${at(atMs)}`
}

/** If the work ends in time, the promise settles the way the work does. */
export function diagnoseResult(played: Played, scene: Scene): void {
  const { run, begun, result, settledMs, caller } = played
  const { end, value, timeoutMs, manner } = scene
  const { atMs } = first(scene)
  const returns = end.startsWith('returns')
  const did = `The work ${returns ? 'returned' : 'threw'} ${shown(value)}${manner === 'at once' ? ' at once' : ` at ${atMs} ms`}`
  const isRight =
    result?.status === (returns ? 'fulfilled' : 'rejected') &&
    Object.is(result.status === 'fulfilled' ? result.value : result.reason, value)
  diagnose(run, [
    [
      settledMs < atMs && result?.status === 'rejected',
      `The work would have ended at ${atMs} ms, and it may take ${timeoutMs} ms. But your promise rejected with ` +
        `${shown(reasonOf(result))} at ${settledMs} ms.`,
    ],
    [
      settledMs < atMs,
      `Your promise ${ending(result)} at ${settledMs} ms, but the work ended only at ${atMs} ms. \`work\` ` +
        'returns a promise: await it.',
    ],
    [result === undefined, `${did}, but your promise never settled. Settle the way the work does.`],
    [
      !isRight && isBug(result) && end === 'returns a thenable',
      `${did}, in an object that has only a \`then\` method, but your promise ${ending(result)}. \`work\` may return a ` +
        'promise of another library, and `await` takes that, too.',
    ],
    [
      !isRight && isBug(result) && manner === 'at once' && end === 'returns',
      `${did}, without a promise, but your promise ${ending(result)}. \`work\` may return a plain value, too, and ` +
        '`await` takes both.',
    ],
    [
      !isRight && isBug(result),
      `${did}, but your promise ${ending(result)}. That error comes from your code.`,
    ],
    [
      !isRight && !returns && result?.status === 'rejected' && isAbortError(value),
      `${did}. Time wasn't up, and ${caller.aborted ? 'the caller aborted only later' : "the caller hadn't aborted"}, so that ` +
        `error has another cause. But your promise ${ending(result)}. An error's name doesn't tell whether your own signal ` +
        'aborted: rethrow what the work throws, unchanged.',
    ],
    [
      !isRight && !returns && result?.status === 'rejected',
      `${did}, but your promise ${ending(result)}. ${
        caller.aborted ? 'The caller aborted only later. ' : ''
      }Only a timeout or the caller's abort changes the error. Otherwise, rethrow what the work throws, unchanged.`,
    ],
    [
      !isRight && !returns && result?.status === 'fulfilled',
      `${did}, but your promise ${ending(result)}. Whoever awaits it takes that for a result. Rethrow what ` +
        'the work throws.',
    ],
    [
      !isRight && returns && result?.status === 'fulfilled' && result.value === undefined,
      `${did}, but your promise resolved with \`undefined\`. Return what the work returns.`,
    ],
    [
      value instanceof Response && (!isRight || value.bodyUsed),
      'The work returned a `Response`, but your code read its body. Return the same object, unread. If the work ' +
        'needs the body, it reads it itself.',
    ],
    [
      !isRight,
      `${did}, but your promise ${ending(result)}. It should ${returns ? 'resolve' : 'reject'} with that value.`,
    ],
    [
      settledMs > atMs,
      `${did}, but your promise settled only at ${timeText(settledMs)}. Settle as soon as the work does.`,
    ],
    [
      returns && begun[0]?.aborted === true,
      `${did}, and then your code aborted the work's signal with ${shown(begun[0]?.reason)}. If the work returns a ` +
        '`Response`, that abort makes its body fail. Abort only if time is up or the caller aborts.',
    ],
  ])
}
