import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { pageCount, type PagesPlayed, type PagesScene } from './pages-play.ts'
import { wantedPicture } from './wanted-picture.ts'

/** When each page should be requested, and when the loop should get it. */
function planOf(scene: PagesScene): { readonly startsMs: number[]; readonly gotMs: number[] } {
  const { latencyMs, workMs, prefetch = 1 } = scene
  const startsMs: number[] = []
  const gotMs: number[] = []
  for (let i = 0; i < pageCount(scene); i += 1) {
    const arrivedMs = i === 0 ? 0 : startsMs[i - 1]! + latencyMs
    // `prefetch` pages may be ahead of the loop, this one included.
    startsMs[i] = Math.max(arrivedMs, i < prefetch ? 0 : gotMs[i - prefetch]!)
    gotMs[i] = Math.max(startsMs[i]! + latencyMs, i === 0 ? 0 : gotMs[i - 1]! + workMs)
  }
  return { startsMs, gotMs }
}

/** Pages come in order, each once, and so many of them are loaded ahead. */
export function diagnosePages({ run, calls, got }: PagesPlayed, scene: PagesScene): void {
  const { prefetch = 1, fail } = scene
  const size = fail ? fail.at : pageCount(scene)
  const requested = fail ? fail.at + 1 : size
  const { startsMs, gotMs } = planOf(scene)
  const wrongCursor = calls.findIndex(
    ({ cursor }, i) =>
      (i === 0 ? cursor : cursor !== calls[i - 1]?.page?.nextCursor) && i < requested,
  )
  const cursorsGot = calls[wrongCursor]
  const off = calls.findIndex(({ startMs }, i) => startMs !== startsMs[i])
  const early = off >= 0 && (calls[off]?.startMs ?? 0) < (startsMs[off] ?? Infinity)
  const altered = got.findIndex(({ page }, i) => page !== calls[i]?.page)
  const lateGot = got.findIndex(({ ms }, i) => ms !== gotMs[i])
  const lastPage = Object(calls[size - 1]?.page) as object
  const lastCursor = 'nextCursor' in lastPage ? shown(lastPage.nextCursor) : 'missing'
  const what = `Page ${requested} failed with ${shown(fail?.error)}`
  diagnose(run, [
    [
      calls.length === 0,
      `\`fetchPage\` was never called${run.outcome === 'rejected' ? `, and the loop got ${shown(run.reason)}` : ''}.`,
    ],
    [
      wrongCursor === 0,
      `The first call of \`fetchPage\` got the cursor ${shown(cursorsGot?.cursor)}. For the first page, it is \`undefined\`.`,
    ],
    [
      wrongCursor > 0,
      `\`fetchPage\` was called with the cursor ${shown(cursorsGot?.cursor)}, but the page before said ` +
        `${shown(calls[wrongCursor - 1]?.page?.nextCursor)}. Each page names the cursor of the next one, so request a page only ` +
        'when the page before it has arrived.',
    ],
    [
      calls.length > requested && fail === undefined,
      `Page ${size} is the last one, because its \`nextCursor\` is ${lastCursor}. But \`fetchPage\` was called once more, with ` +
        `${shown(calls[size]?.cursor)}. End there.`,
    ],
    [calls.length > requested, `${what}, and \`fetchPage\` was called again after that.`],
    [
      early,
      `With \`prefetch: ${prefetch}\`, page ${off + 1} was requested at ${calls[off]?.startMs} ms, though ` +
        `${prefetch === 1 ? 'a page was' : `${prefetch} pages were`} ahead of the loop already. Wait until the loop takes ` +
        `a page: page ${off + 1} may start at ${startsMs[off]} ms.`,
    ],
    [
      off >= 0 &&
        got.length >= off &&
        calls[off]?.startMs === (got[off - 1]?.ms ?? 0) + scene.workMs,
      `Page ${off + 1} was requested at ${calls[off]?.startMs} ms, when the loop had finished its work on page ${off}. With ` +
        `\`prefetch: ${prefetch}\`, load it while the loop works: it could start at ${startsMs[off]} ms.`,
    ],
    [
      off >= 0,
      `With \`prefetch: ${prefetch}\`, page ${off + 1} could be requested at ${startsMs[off]} ms, but \`fetchPage\` was called at ` +
        `${calls[off]?.startMs} ms. Load up to ${prefetch} pages ahead of the loop.`,
    ],
    [
      altered >= 0,
      `The loop got ${shown(got[altered]?.page)}. Yield each page as \`fetchPage\` returned it.`,
    ],
    [
      fail === undefined && run.outcome === 'rejected',
      `No page failed, but the loop got the error ${shown(run.reason)}.`,
    ],
    [run.outcome === 'never-settles', `The loop got ${got.length} pages, and then waited forever.`],
    [
      got.length < size && fail !== undefined,
      `${what}, and the loop got only ${got.length} of the ${size} pages before it. First yield the ` +
        'pages that came before an error, then throw it.',
    ],
    [got.length !== size, `There are ${size} pages, and the loop got ${got.length}.`],
    [
      fail !== undefined && run.outcome === 'fulfilled',
      `${what}, and the loop ended as if that was the last page. Throw the error.`,
    ],
    [
      fail !== undefined && !Object.is(run.reason, fail.error),
      `${what}, but the loop got ${shown(run.reason)}. Throw the error itself.`,
    ],
    [
      lateGot >= 0,
      `Page ${lateGot + 1} could be yielded at ${gotMs[lateGot]} ms, but the loop got it at ${got[lateGot]?.ms} ms.`,
    ],
  ])
}

/** If the loop ends early, or the caller aborts, the page that is on its way is aborted. */
export function diagnosePagesEnd(played: PagesPlayed, scene: PagesScene): void {
  const { run, calls, got, caller } = played
  const { abortMs, stopAfter, workMs } = scene
  const isAbort = abortMs !== undefined && stopAfter === undefined
  const endMs = (isAbort ? abortMs : played.leftMs) ?? Infinity
  const lastMs = got.at(-1)?.ms
  const next = got.find(({ ms }) => ms > endMs)
  // An abort while the loop works is seen by its next call of `next()`.
  const dueMs = isAbort && lastMs !== undefined ? Math.max(endMs, lastMs + workMs) : endMs
  const inFlight = calls.filter(({ endMs: own = Infinity }) => own >= endMs)
  const what = isAbort
    ? `The caller aborted at ${endMs} ms`
    : `The loop ended early (\`break\`) at ${endMs} ms`
  const unsigned = calls.some(({ signal }) => !(signal instanceof AbortSignal))
  const goesOn = calls.findIndex(({ endMs: own = Infinity }) => own > endMs)
  diagnose(
    run,
    [
      [unsigned, '`fetchPage` was called without a signal. Call `fetchPage(cursor, { signal })`.'],
      [
        calls.some(({ startMs }) => startMs > endMs),
        `${what}, and \`fetchPage\` was called again after that.`,
      ],
      [
        goesOn >= 0,
        `${what}, but the call for page ${goesOn + 1} went on. Abort the signal that \`fetchPage\` got.`,
      ],
      [
        isAbort && next !== undefined,
        `${what}, and the loop got another page at ${next?.ms} ms. After an abort, throw \`signal.reason\`, even if pages are ready.`,
      ],
      [
        run.settledMs !== dueMs,
        `${what}, but the code after the loop went on only at ${run.settledMs} ms. Don't wait for the page.`,
      ],
      [
        isAbort && !Object.is(run.reason, caller.reason),
        `${what} with ${shown(caller.reason)}, but the loop got ${shown(run.reason)}. Throw \`signal.reason\` itself.`,
      ],
      [
        isAbort && inFlight.some(({ signal }) => !Object.is(signal?.reason, caller.reason)),
        `${what} with ${shown(caller.reason)}, but the signal that \`fetchPage\` got aborted with a different reason. Pass the caller's reason on.`,
      ],
      [
        !isAbort && run.outcome !== 'fulfilled',
        `${what}, and the code after it got ${shown(run.reason)}. Ignore the error of a page that you have aborted.`,
      ],
    ],
    wantedPicture(run.trace, endMs),
  )
}
