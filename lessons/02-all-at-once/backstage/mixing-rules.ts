import type { Run } from '@overlap/mock-server'
import { few, idsIn, mixingSentences, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { FAILS_AT_MS, productsOf, type Together } from './play.ts'

/** A run that goes well alone, but not beside another one, shares state with that one. */
const shared =
  'Every run of a function shares the variables outside it. Keep your arrays, counters and ' +
  'controllers inside.'

/** How two runs went at the same time, while a product of the first one failed or not. */
export function diagnoseMixing({ run, played, longestMs }: Together, failing?: number): void {
  const fails = failing !== undefined
  const scene = fails
    ? `The call for product ${failing} failed at ${FAILS_AT_MS} ms in one run of your function, and the ` +
      'promise of another run,'
    : 'Your function ran twice at the same time, and the promise of one run,'
  for (const [i, { scene: wanted, result, tookMs = 0 }] of played.entries()) {
    // The first run fails, as it must.
    if (fails && i === 0) continue
    const one = `${scene} for products ${few(wanted.ids)},`
    const value: unknown = result?.status === 'fulfilled' ? result.value : undefined
    const got =
      Array.isArray(value) && value.length > 0 ? `products ${few(idsIn(value))}` : shown(value)
    const slowestMs = longestMs(wanted)
    diagnose(withoutCalls(run), [
      ...mixingSentences(run, {
        which: one,
        result,
        wanted: productsOf(wanted),
        got,
        advice: shared,
      }),
      [
        tookMs > slowestMs,
        `${one} took ${tookMs} ms, although its slowest call takes ${slowestMs} ms. Another run of ` +
          'your function held it up. In each run, send the calls right away, and wait only for those.',
      ],
    ])
  }
}

/** The calls of all runs have the same names, so a picture couldn't say which run sent which. */
function withoutCalls({
  trace,
  reason,
  unhandled,
}: Run<unknown>): Pick<Run<unknown>, 'trace' | 'reason' | 'unhandled'> {
  return { trace: { ...trace, calls: [], dropped: 0 }, reason, unhandled }
}
