import { isSame, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { FAILS_AT_MS, productsOf, type Together } from './play.ts'
import { few, idsIn } from './words.ts'

/** A list that loads well alone, but not while another one loads, shares state with that one. */
const shared =
  'Every run of a function shares the variables outside it. Keep your lists, counters and ' +
  'controllers inside.'

/** How two lists were loaded at the same time, while a product of the first one failed or not. */
export function diagnoseMixing({ run, lists, longestMs }: Together, failing?: number): void {
  const fails = failing !== undefined
  const scene = fails
    ? `Product ${failing} of one list failed at ${FAILS_AT_MS} ms, and the promise for the other list`
    : 'Two lists were loaded concurrently, and the promise for one of them'
  for (const [i, { scene: wanted, result, tookMs = 0 }] of lists.entries()) {
    // The first list fails, as it must.
    if (fails && i === 0) continue
    const list = `${scene}, products ${few(wanted.ids)},`
    const value: unknown = result?.status === 'fulfilled' ? result.value : undefined
    const slowestMs = longestMs(wanted)
    diagnose(run, [
      [
        result === undefined && run.unhandled.length > 0,
        `${list} never settled, and nothing handled the rejection with ${shown(run.unhandled[0])}, ` +
          `which ends the process in Node. ${shared}`,
      ],
      [result === undefined, `${list} never settled. ${shared}`],
      [
        result?.status === 'rejected',
        `${list} rejected with ${shown(result?.status === 'rejected' ? result.reason : '')}, although ` +
          `none of its calls failed in the network. ${shared}`,
      ],
      [
        !isSame(value, productsOf(wanted)),
        `${list} resolved with ` +
          `${Array.isArray(value) && value.length > 0 ? `products ${few(idsIn(value))}` : shown(value)}. ` +
          shared,
      ],
      [
        tookMs > slowestMs,
        `${list} took ${tookMs} ms, although its slowest call takes ${slowestMs} ms. Another run of ` +
          'your function held it up. Send the calls of every list right away, and wait only for those.',
      ],
    ])
  }
}
