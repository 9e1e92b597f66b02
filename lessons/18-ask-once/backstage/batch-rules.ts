import { count, ending, few, isSame, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { WantedBatch, WantedBatches } from './batch-model.ts'
import { valueOf, type BatchPlayed, type BatchScene, type Sent } from './batch-play.ts'

const named = (keys: readonly unknown[]): string => few(keys.map((key) => shown(key).slice(1, -1)))

/** One call for many keys, and each caller gets what belongs to its key. */
export function diagnoseBatch(played: BatchPlayed, wanted: WantedBatches, scene: BatchScene): void {
  const { sent, came } = played
  diagnose(played.run, [
    ...wrongKeys(played, wanted, scene),
    ...(scene.waitMs === undefined ? [] : wrongMoments(played, wanted, scene)),
    [
      sent.length !== wanted.batches.length,
      `Callers passed ${named(scene.callers.map(({ arg }) => arg))}, and \`loadMany\` was called ${sent.length} times ` +
        `instead of ${wanted.batches.length}.`,
    ],
  ])
  for (const n of came.keys()) diagnoseCaller(played, wanted, n, scene)
  diagnoseSignals(played, wanted)
}

/** Which keys are sent, and in how many batches. */
function wrongKeys(
  { sent, came }: BatchPlayed,
  wanted: WantedBatches,
  scene: BatchScene,
): [boolean, string][] {
  const { callers, maxSize = Infinity, waitMs, latencyMs } = scene
  const keys = callers.map(({ arg }) => arg)
  const isAlone = sent.every((one) => one.keys.length === 1)
  const tooBig = sent.find((one) => one.keys.length > maxSize)
  const doubled = sent.find((one) => new Set(one.keys).size < one.keys.length)
  const should = wanted.batches.flatMap((one) => one.keys).length
  const asked = sent.flatMap((one) => one.keys).length
  /** What the timer of a full batch sent, after the batch itself. */
  const sentByTimer = (full: WantedBatch): Sent | undefined =>
    sent.find(
      ({ sentMs }, n) =>
        sentMs === full.openMs + (waitMs ?? Infinity) &&
        sentMs > full.sentMs &&
        sentMs < (wanted.batches[n]?.sentMs ?? Infinity),
    )
  const full = wanted.batches.find(
    (one) =>
      one.keys.length === maxSize &&
      sent.some(
        ({ sentMs, keys: sentKeys }) => sentMs === one.sentMs && isSame(sentKeys, one.keys),
      ) &&
      sentByTimer(one),
  )
  const late = full && sentByTimer(full)
  const left = callers.find(({ arg, abortMs = Infinity }) =>
    sent.some(
      (one) =>
        one.keys.includes(arg) &&
        abortMs < one.sentMs &&
        callers.every(
          (other) => !Object.is(other.arg, arg) || (other.abortMs ?? Infinity) <= abortMs,
        ),
    ),
  )
  const [again, first] = sent
    .flatMap((one, n) => sent.slice(0, n).map((before) => [one, before] as const))
    .find(
      ([one, before]) =>
        one.sentMs < before.sentMs + latencyMs && one.keys.some((key) => before.keys.includes(key)),
    ) ?? [undefined, undefined]
  const twice = again?.keys.find((key) => first?.keys.includes(key))
  return [
    [
      isAlone &&
        sent.length === came.length &&
        new Set(keys).size === keys.length &&
        wanted.batches.length < sent.length &&
        maxSize > 1,
      `${count(came.length, 'caller')} passed ${named(keys)}, and \`loadMany\` was called ${sent.length} times, once for ` +
        'each. Put the keys into a list, and call `loadMany` when the wait is over.',
    ],
    [
      left !== undefined,
      `The last caller of ${shown(left?.arg)} aborted at ${left?.abortMs} ms, before the batch was sent, but \`loadMany\` got ` +
        'that key. Remove a key from the open batch when all of its callers have aborted.',
    ],
    [
      late !== undefined,
      `With \`maxSize: ${maxSize}\`, the batch ${named(full?.keys ?? [])} was full and sent at ${full?.sentMs} ms, but its timer ` +
        `wasn't cleared: at ${late?.sentMs} ms it sent ${late?.keys.length ? named(late.keys) : 'an empty batch'}. Clear the timer ` +
        'when you send a batch.',
    ],
    [
      sent.some((one) => one.keys.length === 0),
      '`loadMany` was called without any keys. If no key is left, send nothing.',
    ],
    [
      tooBig !== undefined,
      `With \`maxSize: ${maxSize}\`, \`loadMany\` got ${tooBig?.keys.length} keys at once. Send a batch as soon as it has ` +
        '`maxSize` keys, and begin a new one.',
    ],
    [
      doubled !== undefined,
      `\`loadMany\` got the keys ${named(doubled?.keys ?? [])}, with a key in there twice. Put each key into a batch once, and ` +
        'give its result to all of its callers.',
    ],
    [
      asked > should && again !== undefined,
      `\`loadMany\` got ${shown(twice)} at ${first?.sentMs} ms, and again at ${again?.sentMs} ms, while the first call was in ` +
        'flight. Callers of a key that is in flight get the result of that call. `singleFlight` does that, with a call ' +
        'for each key.',
    ],
    [
      asked > should,
      `Callers passed ${named(keys)}, and \`loadMany\` got ${asked} keys in all instead of ${should}.`,
    ],
  ]
}

/** When each batch is sent. */
function wrongMoments(
  { sent }: BatchPlayed,
  { batches }: WantedBatches,
  { maxSize = Infinity, waitMs }: BatchScene,
): [boolean, string][] {
  const i = batches.findIndex(
    (batch, n) => sent[n]?.sentMs !== batch.sentMs || !isSame(sent[n]?.keys, batch.keys),
  )
  const want = batches[i]
  const seen = sent[i]
  if (!want) return []
  const isLate = seen !== undefined && seen.sentMs > want.sentMs
  const options = `With ${maxSize === Infinity ? '' : `\`maxSize: ${maxSize}\` and `}\`waitMs: ${waitMs}\``
  return [
    [
      isLate && want.keys.length === maxSize,
      `${options}, a batch had ${count(maxSize, 'key')} at ${want.sentMs} ms, but was sent only at ${seen?.sentMs} ms. Don't wait ` +
        "when it's full.",
    ],
    [
      isLate,
      `${options}, a batch should be sent at ${want.sentMs} ms, but was sent at ${seen?.sentMs} ms. Its first key starts ` +
        "the timer. Later keys don't restart it.",
    ],
    [
      true,
      `${options}, ${named(want.keys)} should be sent at ${want.sentMs} ms, but ` +
        `${seen ? `${named(seen.keys)} was sent at ${seen.sentMs} ms` : 'nothing was sent'}.`,
    ],
  ]
}

function diagnoseCaller(
  played: BatchPlayed,
  { ends, batches }: WantedBatches,
  n: number,
  scene: BatchScene,
): void {
  const { run, came, failure } = played
  const { caller, result, settledMs } = came[n]!
  const { how, atMs } = ends[n]!
  const reason = reasonOf(result)
  const value = result?.status === 'fulfilled' ? result.value : undefined
  const key = shown(caller.arg)
  const message = reason instanceof Error ? reason.message : ''
  const size = batches[0]?.keys.length ?? 0
  const aborter = came
    .map((one) => one.caller)
    .find(
      (other) => other !== caller && other.abortMs !== undefined && Object.is(other.reason, reason),
    )
  const list = scene.ends.includes('short') ? count(size - 1, 'value') : '`undefined`'
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
      how === 'value' && result?.status === 'rejected' && aborter !== undefined,
      `A caller of ${shown(aborter?.arg)} aborted at ${aborter?.abortMs} ms, and the promise of another caller, of ${key}, rejected with ` +
        'that reason. An abort affects only the caller who aborted. Give `loadMany` a signal of its own, and abort it ' +
        'when all callers in the batch have aborted.',
    ],
    [
      how === 'value' && result?.status === 'rejected',
      `\`loadMany\` returned a value for ${key}, but the caller's promise ${ending(result)}. ` +
        (scene.bad.some((bad) => message === `no ${String(bad)}`)
          ? 'The error of one key must not reject the callers of the others.'
          : 'Resolve it with that value.'),
    ],
    [
      how === 'value' && result === undefined,
      `The promise of a caller of ${key} never settled. It should have settled at ${atMs} ms.`,
    ],
    [
      how === 'value' && !isSame(value, valueOf(caller.arg)),
      `The caller of ${key} got ${shown(value)}. The values are in the order of the keys: the first value belongs to ` +
        'the first key.',
    ],
    [
      how === 'error of the batch' && !Object.is(reason, failure),
      `\`loadMany\` failed, but the promise of a caller ${ending(result)}. Everyone in that batch gets the error.`,
    ],
    [
      how === 'TypeError' && !(reason instanceof TypeError),
      `In this check, \`loadMany\` returned ${list} for ${count(size, 'key')}, and a caller's promise still ${ending(result)}. ` +
        "You can't know which value belongs to which key: reject all callers with a `TypeError`.",
    ],
    [
      how === 'reason' && !Object.is(reason, caller.reason),
      `A caller of ${key} aborted at ${caller.abortMs} ms, but its promise ${ending(result)}. Reject with ` +
        '`signal.reason` itself.',
    ],
    [
      scene.waitMs !== undefined && settledMs !== atMs,
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
