import { count, ending, few, isSame, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { WantedBatches } from './batch-model.ts'
import { valueOf, type BatchPlayed, type BatchScene } from './batch-play.ts'

const named = (keys: readonly unknown[]): string => few(keys.map((key) => shown(key).slice(1, -1)))

/** One call for many keys, and each caller gets what belongs to its key. */
export function diagnoseBatch(played: BatchPlayed, wanted: WantedBatches, scene: BatchScene): void {
  const { run, sent, came } = played
  const { maxSize = Infinity, waitMs } = scene
  const keys = scene.callers.map(({ arg }) => arg)
  const tooBig = sent.find((one) => one.keys.length > maxSize)
  const doubled = sent.find((one) => new Set(one.keys).size < one.keys.length)
  const again = wanted.batches.flatMap((one) => one.keys).length
  const asked = sent.flatMap((one) => one.keys).length
  const empty = sent.find((one) => one.keys.length === 0)
  const i = wanted.batches.findIndex(
    (batch, n) => sent[n]?.sentMs !== batch.sentMs || !isSame(sent[n]?.keys, batch.keys),
  )
  const isExact = waitMs !== undefined
  const want = wanted.batches[i]
  const seen = sent[i]
  const late = want && seen && seen.sentMs > want.sentMs && isExact
  const options = `With ${maxSize === Infinity ? '' : `\`maxSize: ${maxSize}\` and `}\`waitMs: ${waitMs}\``
  diagnose(run, [
    [
      sent.length === came.length && wanted.batches.length < sent.length && maxSize > 1,
      `${count(came.length, 'caller')} passed ${named(keys)}, and \`loadMany\` was called ${sent.length} times, once for ` +
        'each. Put the keys into a list, and call `loadMany` when the wait is over.',
    ],
    [
      empty !== undefined,
      '`loadMany` was called without any keys. If no key is left, send nothing.',
    ],
    [
      tooBig !== undefined,
      `With \`maxSize: ${maxSize}\`, \`loadMany\` got ${tooBig?.keys.length} keys at once. Send a batch as soon as it has ` +
        '`maxSize` keys, and begin a new one.',
    ],
    [
      doubled !== undefined,
      `\`loadMany\` got ${named(doubled?.keys ?? [])}: a key is in there twice. Callers with the same key share ` +
        'one place in the batch.',
    ],
    [
      asked > again,
      `Callers passed ${named(keys)}, and \`loadMany\` got ${asked} keys instead of ${again}. A key that waits or is in flight ` +
        "isn't requested again: use `singleFlight` for each key.",
    ],
    [
      late === true && want.keys.length === maxSize,
      `${options}, a batch had ${maxSize} keys at ${want?.sentMs} ms, but was sent only at ${seen?.sentMs} ms. Don't wait when it's ` +
        'full.',
    ],
    [
      late === true,
      `${options}, a batch should be sent at ${want?.sentMs} ms, but was sent at ${seen?.sentMs} ms. Its first key starts ` +
        "the timer. Later keys don't restart it.",
    ],
    [
      isExact && i >= 0,
      `${options}, ${named(want?.keys ?? [])} should be sent at ${want?.sentMs} ms, but ` +
        `${seen ? `${named(seen.keys)} was sent at ${seen.sentMs} ms` : 'nothing was sent'}.`,
    ],
    [
      sent.length !== wanted.batches.length,
      `Callers passed ${named(keys)}, and \`loadMany\` was called ${sent.length} times instead of ${wanted.batches.length}.`,
    ],
  ])
  for (const n of came.keys()) diagnoseCaller(played, wanted, n, isExact)
  diagnoseSignals(played, wanted)
}

function diagnoseCaller(
  played: BatchPlayed,
  { ends }: WantedBatches,
  n: number,
  isExact: boolean,
): void {
  const { run, came, failure } = played
  const { caller, result, settledMs } = came[n]!
  const { how, atMs } = ends[n]!
  const reason = reasonOf(result)
  const value = result?.status === 'fulfilled' ? result.value : undefined
  const key = shown(caller.arg)
  const message = reason instanceof Error ? reason.message : ''
  diagnose(run, [
    [
      how === 'error of the key' && value instanceof Error,
      `\`loadMany\` returned an \`Error\` in the place of ${key}, and the caller's promise resolved with it. ` +
        'Reject that promise instead.',
    ],
    [
      how === 'error of the key' && message !== `no ${String(caller.arg)}`,
      `\`loadMany\` returned an \`Error\` in the place of ${key}, but the caller's promise ${ending(result)}. Reject ` +
        'that promise with that error.',
    ],
    [
      how === 'value' && result?.status === 'rejected',
      `\`loadMany\` returned a value for ${key}, but the caller's promise ${ending(result)}. An error in the place ` +
        'of another key is not for this caller.',
    ],
    [
      how === 'value' && !isSame(value, valueOf(caller.arg)),
      `The caller of ${key} got ${result ? ending(result).replace('resolved with ', '') : 'nothing: its promise never settled'}. ` +
        'The values are in the order of the keys.',
    ],
    [
      how === 'error of the batch' && !Object.is(reason, failure),
      `\`loadMany\` failed, but the promise of a caller ${ending(result)}. Everyone in that batch gets the error.`,
    ],
    [
      how === 'TypeError' && !(reason instanceof TypeError),
      `\`loadMany\` didn't return one value for each key, and the promise of a caller ${ending(result)}. You can't know ` +
        'which value belongs to which key: reject all of them with a `TypeError`.',
    ],
    [
      how === 'reason' && !Object.is(reason, caller.reason),
      `A caller of ${key} aborted at ${caller.abortMs} ms, but its promise ${ending(result)}. Reject with ` +
        '`signal.reason` itself.',
    ],
    [
      isExact && settledMs !== atMs,
      `The promise of a caller of ${key} settled at ${settledMs} ms instead of ${atMs} ms.`,
    ],
  ])
}

function diagnoseSignals({ run, sent }: BatchPlayed, { batches }: WantedBatches): void {
  const i = batches.findIndex(({ abortedMs }, n) => sent[n]?.abortedMs !== abortedMs)
  const want = batches[i]?.abortedMs
  const seen = sent[i]?.abortedMs
  diagnose(run, [
    [
      sent.some(({ signal }) => !(signal instanceof AbortSignal)),
      '`loadMany` got no signal. Call it with `(keys, { signal })`.',
    ],
    [
      want !== undefined && seen === undefined,
      `All callers in a batch had aborted at ${want} ms, but the signal of \`loadMany\` didn't abort.`,
    ],
    [
      i >= 0,
      `The signal of \`loadMany\` aborted at ${seen} ms, although someone still waited for the batch.`,
    ],
  ])
}
