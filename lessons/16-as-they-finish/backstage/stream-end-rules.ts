import { count, shown, type Sentence } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { judgeRefusal } from './refusal-rules.ts'
import type { MapStream, StreamCall, StreamPlayed } from './stream-play.ts'
import { boundSentences } from './stream-rules.ts'
import { optionsText, type StreamScene } from './stream-scenes.ts'
import { wantedPicture } from './wanted-picture.ts'

/** The results before an error come first, and then the error. Nothing starts after it, and nothing goes on after the end. */
export function diagnoseStreamError(played: StreamPlayed, scene: StreamScene): void {
  const { run, calls, got, sourceError } = played
  const { fail, ordered = false, latenciesMs } = scene
  const failed = calls.find(({ item }) => item === (fail?.at ?? -1) + 1)
  const error = fail ? fail.error : sourceError
  const what = `With \`${optionsText(scene)}\`, ${
    fail
      ? `call ${fail.at + 1} failed with ${shown(error)} at ${failed?.endMs} ms`
      : `the source threw ${shown(error)} after ${latenciesMs.length} items`
  }`
  const failMs = failed?.endMs ?? Infinity
  const after = calls.find(({ startMs }) => startMs > failMs)
  const before = calls.filter(({ endMs = Infinity }, at) =>
    ordered ? at < (fail?.at ?? latenciesMs.length) : endMs < failMs,
  )
  const readyMs = ordered ? lastEnd(calls.slice(0, fail?.at), failMs) : failMs
  // An error that comes while the loop works is thrown by its next call of `next()`.
  const dueMs = Math.max(readyMs, (got.at(-1)?.ms ?? 0) + scene.workMs)
  const results = got.map(({ result }) => result)
  const missing =
    fail || ordered
      ? before.find(({ item }) => !results.includes(`result ${String(item)}`))
      : undefined
  diagnose(run, [
    ...boundSentences(played, scene),
    [run.outcome === 'never-settles', `${what}, and the loop waited forever. Throw the error.`],
    [
      run.outcome === 'fulfilled',
      `${what}, and the loop ended as if nothing had happened, with ${count(got.length, 'result')}. Throw the error.`,
    ],
    [
      !Object.is(run.reason, error),
      `${what}, but the loop got ${shown(run.reason)}. Throw the error itself.`,
    ],
    [
      after !== undefined,
      `${what}, and call ${String(after?.item)} was started after that. The loop will never get its result: start nothing after an ` +
        'error.',
    ],
    [
      missing !== undefined,
      `${what}, and the loop never got the result of item ${String(missing?.item)}, ` +
        `${ordered ? 'which comes before it in the source' : 'which had ended before'}. First yield the results ` +
        'that come before an error, then throw it.',
    ],
    [
      run.settledMs > dueMs,
      `${what}, but the loop got the error only at ${run.settledMs} ms. Throw it as soon as the results that come before it have ` +
        'been yielded, and wait neither for other calls nor for the source to close.',
    ],
    ...endSentences(played, scene, { what, endMs: run.settledMs }),
  ])
}

/** When the last of the calls ended, but not before a moment. */
function lastEnd(calls: readonly StreamCall[], ms: number): number {
  return Math.max(ms, ...calls.map(({ endMs = Infinity }) => endMs))
}

/** If the loop ends early, the calls in flight are aborted, and the source is closed. */
export function diagnoseStreamBreak(played: StreamPlayed, scene: StreamScene): void {
  const { run, leftMs = Infinity } = played
  const what = `The loop ended early (\`break\`) at ${leftMs} ms`
  diagnose(
    run,
    [
      ...boundSentences(played, scene),
      [
        run.outcome === 'rejected',
        `No call failed, but the loop got the error ${shown(run.reason)}.`,
      ],
      ...endSentences(played, scene, { what, endMs: leftMs }),
    ],
    wantedPicture(run.trace, leftMs),
  )
}

/** The caller's abort ends the loop right away. */
export function diagnoseStreamAbort(played: StreamPlayed, scene: StreamScene): void {
  const { run, calls, pulls, got, caller } = played
  const { abortMs = 0, workMs } = scene
  const lastMs = got.at(-1)?.ms
  // An abort while the loop works is seen by its next call of `next()`.
  const dueMs = Math.max(abortMs, lastMs === undefined || workMs === 0 ? 0 : lastMs + workMs)
  const inFlight = calls.filter(({ endMs = Infinity }) => endMs >= abortMs)
  const isBefore = abortMs < 0
  const next = got.find(({ ms }) => ms > abortMs)
  const what = isBefore ? 'The signal was already aborted' : `The caller aborted at ${abortMs} ms`
  diagnose(run, [
    [
      isBefore && (calls.length > 0 || pulls.length > 0),
      `${what}, but items were pulled. Check \`signal.aborted\` first.`,
    ],
    [
      !isBefore && next !== undefined,
      `${what}, and the loop got another result at ${next?.ms} ms. After an abort, throw \`signal.reason\`, even if results are ready.`,
    ],
    [
      run.outcome !== 'rejected',
      `${what}, and the loop ${run.outcome === 'fulfilled' ? 'ended without an error' : 'waited forever'}. Throw ` +
        '`signal.reason`.',
    ],
    [
      !Object.is(run.reason, caller.reason),
      `${what} with ${shown(caller.reason)}, but the loop got ${shown(run.reason)}. Throw \`signal.reason\` itself.`,
    ],
    [
      !isBefore && run.settledMs !== dueMs,
      `${what}, but the loop got the reason only at ${run.settledMs} ms. Throw it right away, and wait neither for the calls nor for the ` +
        'source to close.',
    ],
    [
      inFlight.some(({ signal }) => signal?.aborted && !Object.is(signal.reason, caller.reason)),
      `${what} with ${shown(caller.reason)}, but the signals of the calls in flight aborted with a different reason. Pass the caller's reason on.`,
    ],
    ...(isBefore
      ? []
      : endSentences(played, scene, { what, endMs: abortMs, dueMs, isAbort: true })),
  ])
}

interface EndOf {
  readonly what: string
  readonly endMs: number
  /** When the loop should end. Default: `endMs`. */
  readonly dueMs?: number
  readonly isAbort?: boolean
}

/** What must not go on after the end of a stream. */
function endSentences(
  { run, calls, closedMs }: StreamPlayed,
  { end }: StreamScene,
  { what, endMs, dueMs = endMs, isAbort = false }: EndOf,
): Sentence[] {
  const goesOn = calls.find(
    ({ endMs: own = Infinity, signal }) => own > endMs || (own === Infinity && !signal?.aborted),
  )
  const after = calls.find(({ startMs }) => startMs > endMs)
  const hit = calls.find(({ endMs: own = Infinity, abortedMs = 0 }) => own < abortedMs)
  return [
    [after !== undefined, `${what}, and call ${String(after?.item)} was started after that.`],
    [
      goesOn !== undefined,
      `${what}, but the call for item ${String(goesOn?.item)} went on. Abort the signals of the calls in flight.`,
    ],
    [
      run.settledMs > dueMs,
      `${what}, but the code after the loop went on only at ${run.settledMs} ms. Wait neither for the calls nor for the source to close.`,
    ],
    [
      closedMs === undefined && end === 'endless',
      `${what}, and the source stayed open: a file or a cursor behind it would leak. Call its iterator's \`return()\` when the ` +
        'stream ends early.',
    ],
    [
      hit !== undefined,
      `${what}, and the signal of the call for item ${String(hit?.item)} aborted at ${hit?.abortedMs} ms, though the call had ended at ${hit?.endMs} ms: a \`Response\` ` +
        `that it returned can no longer be read. Abort only the calls in flight.${
          isAbort
            ? " A signal made by `AbortSignal.any` follows the caller's forever, so use an `AbortController`."
            : ''
        }`,
    ],
  ]
}

/** Arguments that can't be right. */
export const badArguments = [
  { name: 'limit', value: 0 },
  { name: 'limit', value: Number.NaN },
  { name: 'limit', value: undefined },
  { name: 'buffer', value: -1 },
  { name: 'source', value: undefined },
  { name: 'fn', value: 'load' },
] as const

/** Bad arguments are refused, by the call or by the first `next()`. */
export async function judgeBadArgument(
  mapStream: MapStream,
  { name, value }: { readonly name: string; readonly value: unknown },
): Promise<void> {
  const given = { source: [1, 2, 3], fn: (n: number) => n, limit: 2, [name]: value } as never as {
    source: number[]
    fn: (n: number) => number
    limit: number
  }
  const type = name === 'limit' || name === 'buffer' ? RangeError : TypeError
  await judgeRefusal(() => mapStream(given.source, given.fn, given), type, {
    what: `\`mapStream\` got \`${name}: ${shown(value).slice(1, -1)}\``,
    help: name === 'source' ? '`iteratorOf` does.' : '`checkStream` does.',
  })
}
