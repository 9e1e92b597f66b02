import { simulate } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Task } from '../types.ts'
import type { Played } from './play.ts'
import type { Scene } from './scenes.ts'
import { wantedPicture } from './wanted-picture.ts'

/** The caller's abort ends the loop right away, with the caller's reason, and aborts the tasks. */
export function diagnoseAbort(played: Played, scene: Scene): void {
  const { run, seen, got, caller } = played
  const { abortMs = 0, latenciesMs, workMs = 0, onAbort = 'stops' } = scene
  const isBefore = abortMs < 0
  const when = isBefore ? 'The signal was already aborted' : `The caller aborted at ${abortMs} ms`
  const lastGot = got.at(-1)?.ms
  // An abort while the loop works is seen by its next call of `next()`.
  const freeMs = lastGot === undefined || workMs === 0 ? 0 : lastGot + workMs
  const dueMs = Math.max(0, abortMs, freeMs)
  const isComplete = got.length === latenciesMs.length
  const running = seen.filter(({ endMs = Infinity }) => endMs >= abortMs)
  const goesOn = running.find(({ signal }) => !signal?.aborted)
  const next = got.find(({ ms }) => ms > Math.max(abortMs, 0))
  const hit = seen.find(({ endMs = Infinity, signal }) => endMs < abortMs && signal?.aborted)
  diagnose(
    run,
    [
      [
        isBefore && seen.length > 0,
        `${when}, but the tasks were called. Check \`signal.aborted\` before you call any task.`,
      ],
      [
        goesOn !== undefined,
        `${when}, but the signal of task ${(goesOn?.at ?? 0) + 1} didn't abort, so it went on. The signals of the tasks have ` +
          "to abort when the caller's does.",
      ],
      [
        run.outcome === 'never-settles',
        `${when}, and the loop waited forever. Throw \`signal.reason\`.`,
      ],
      [
        !isComplete && next !== undefined,
        `${when}, and the loop got another result at ${next?.ms} ms. After an abort, throw \`signal.reason\`, even if results are ready.`,
      ],
      [
        !isComplete && run.settledMs > dueMs,
        `${when}, but the loop ended only at ${run.settledMs} ms. A task may ignore its signal, so don't wait for it: the ` +
          'abort has to end the wait for the next result.',
      ],
      [
        !isComplete && run.outcome === 'fulfilled',
        `${when}, and the loop ended as if there were no more results. Throw \`signal.reason\`, so that nobody takes ` +
          `${got.length} of ${latenciesMs.length} results for all of them.`,
      ],
      [
        run.outcome === 'rejected' && !Object.is(run.reason, caller.reason),
        `The caller aborted with ${shown(caller.reason)}, but the loop got ${shown(run.reason)}. Whoever aborts expects ` +
          'their own reason back: throw `signal.reason` itself.',
      ],
      [
        running.some(({ signal }) => !Object.is(signal?.reason, caller.reason)) && !isComplete,
        `The caller aborted with ${shown(caller.reason)}, but the tasks' signals aborted with a different reason. Pass the caller's reason on.`,
      ],
      [
        hit !== undefined,
        `${when}, and the signal of task ${(hit?.at ?? 0) + 1} aborted, too, though the task had ended at ${hit?.endMs} ms: a ` +
          '`Response` that it returned can no longer be read. Give each task a signal of its own, and abort only those that ' +
          "are still running. A signal made by `AbortSignal.any` follows the caller's forever, so use an `AbortController`.",
      ],
    ],
    isBefore || onAbort === 'goes on' ? undefined : wantedPicture(run.trace, abortMs),
  )
}

/** The signal of a finished task stays as it is: someone may still be reading a `Response` that it returned. */
export function diagnoseFinished({ run, seen, leftMs = Infinity }: Played): void {
  const hit = seen.find(({ endMs = Infinity, signal }) => endMs < leftMs && signal?.aborted)
  diagnose(run, [
    [
      hit !== undefined,
      `Task ${(hit?.at ?? 0) + 1} had ended at ${hit?.endMs} ms, and its signal aborted at ${hit?.abortedMs} ms. If it returned a ` +
        '`Response`, its body can no longer be read. Give each task a signal of its own, and abort only those that are ' +
        'still running.',
    ],
  ])
}

/** Makes a stream with one call in it. */
export type StreamOf = (call: Task<unknown>) => AsyncIterable<unknown>

/** `return()` ends a stream, even while a `next()` waits for a call. */
export async function judgeReturn(streamOf: StreamOf): Promise<void> {
  let abortedMs: number | undefined
  const ends: { returned?: number; next?: number; step?: IteratorResult<unknown> } = {}
  const run = await simulate({ latency: 200 }, async (api, time) => {
    const call: Task<unknown> = ({ signal }) => {
      signal.addEventListener('abort', () => (abortedMs = time.nowMs))
      return fetch(api.url('/products/1'), { signal })
    }
    const iterator = streamOf(call)[Symbol.asyncIterator]()
    const next = iterator.next().then((step) => {
      ends.next = time.nowMs
      ends.step = step
    })
    await time.sleep(50)
    await iterator.return?.()
    ends.returned = time.nowMs
    await next
  })
  const { step } = ends
  diagnose(
    run,
    [
      [
        run.outcome === 'rejected',
        `\`return()\` was called while a \`next()\` was pending, and one of them rejected with ${shown(run.reason)}.`,
      ],
      [
        abortedMs !== 50,
        '`return()` was called at 50 ms, while a `next()` was pending, and the signal of the call in flight ' +
          `${abortedMs === undefined ? 'never aborted' : `aborted only at ${abortedMs} ms`}. An async generator queues ` +
          '`return()` behind the pending `next()`. `closable` calls a function of yours first: abort the call there, and make ' +
          'the pending `next()` settle.',
      ],
      [
        ends.returned !== 50,
        `\`return()\` was called at 50 ms, while a \`next()\` was pending, and it ${
          ends.returned === undefined ? 'never settled' : `settled only at ${ends.returned} ms`
        }. An async generator queues it behind the pending \`next()\`: make that \`next()\` settle when \`closable\` calls your ` +
          'function.',
      ],
      [
        ends.next !== 50,
        `\`return()\` was called at 50 ms, but the pending \`next()\` ${
          ends.next === undefined ? 'never settled' : `settled only at ${ends.next} ms`
        }. Make it settle, too.`,
      ],
      [
        step?.done !== true,
        `\`return()\` was called while a \`next()\` was pending, and that \`next()\` got ${shown(step)}. The stream is over: ` +
          'it should get `{ done: true }`.',
      ],
    ],
    wantedPicture(run.trace, 50),
  )
}
