import type { Product, Run } from '@overlap/mock-server'
import {
  callFailureText,
  carriesCallFailure,
  idsIn,
  lostErrorSentences,
  neverSettledSentences,
  shown,
} from '@overlap/scenarios'
import { diagnose, type Call } from '@overlap/trace'
import type { Trouble } from './play.ts'
import { idOf } from './words.ts'

interface Failure {
  readonly call: Call
  readonly endMs: number
  /** When which call failed, in words. */
  readonly text: string
}

/** The call that failed first. Expects that at least one failed. */
function firstFailure(run: Run<Product[]>, { kind, ids }: Trouble): Failure {
  const outcome = kind === 'garbage' ? 'ok' : 'network-error'
  const [first] = run.trace.calls
    .filter((call) => call.outcome === outcome && ids.has(idOf(call)))
    .map((call) => ({ call, endMs: call.endMs ?? Infinity }))
    .toSorted((a, b) => a.endMs - b.endMs)
  if (first === undefined) throw notFailed(run, ids)
  return { ...first, text: callFailureText(kind, `product ${idOf(first.call)}`, first.endMs) }
}

/** Why no call failed. The steps before have seen a call for each URL. */
function notFailed(run: Run<Product[]>, ids: ReadonlySet<number>): Error {
  const sent = new Set(run.trace.calls.map(idOf))
  const missing = [...ids].find((id) => !sent.has(id))
  diagnose(run, [
    [
      missing !== undefined,
      `\`/products/${missing}\` was not requested this time. An earlier run of your function still has ` +
        'an effect on this one. Keep nothing outside your function.',
    ],
  ])
  return new Error('Expected a call to fail, but none failed.')
}

/** Whether the failure of a call reached the caller, and how. */
export function diagnoseFailure(run: Run<Product[]>, trouble: Trouble): void {
  const { kind } = trouble
  const { text, endMs } = firstFailure(run, trouble)
  const isCarried = (error: unknown): boolean => carriesCallFailure(kind, error)
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      `${text}, but your promise resolved with ${resultIn(run)}. Let the error reject your promise.`,
    ],
    ...neverSettledSentences(run, kind, text),
    ...lostErrorSentences(run, kind, text),
    [
      run.unhandled.some(isCarried) && run.settledMs > endMs,
      `${text}, but nothing was awaiting its promise yet, and in Node, an unhandled rejection ends the ` +
        'process. `for await`, `Array.fromAsync` and a loop with `await` wait for one promise at a ' +
        'time. Wait for all of them together.',
    ],
    [
      run.unhandled.some(isCarried),
      `${text}, and your promise rejected. But another promise rejected, too, and nothing handled that: ` +
        'in Node, it ends the process. Each `then`, `catch`, `finally` and `Promise.all` makes a new ' +
        'promise, so return or await every one of them.',
    ],
  ])
}

/** What the promise resolved with, and what the caller makes of it. */
function resultIn(run: Run<Product[]>): string {
  const value: unknown = run.outcome === 'fulfilled' ? run.value : undefined
  if (!Array.isArray(value)) return `${shown(value)}, so your caller doesn't get the error`
  const products = idsIn(value).filter((id) => id !== 'nothing').length
  if (value.length === 0)
    return "an empty array, so your caller can't tell that something is missing"
  const held = products === 1 ? '1 product' : `${products} products`
  if (products < value.length) {
    const other: unknown = value[idsIn(value).indexOf('nothing')]
    return `${held} and ${shown(other)} in the array, so your caller doesn't get the error`
  }
  const missing = new Set(run.trace.calls.map(idOf)).size - products
  return `${held}, so your caller can't tell that ${missing === 1 ? 'one is' : 'some are'} missing`
}

/** When the failure of a call reached the caller. */
export function diagnoseDelay(run: Run<Product[]>, trouble: Trouble): void {
  const { call, endMs, text } = firstFailure(run, trouble)
  const late = run.settledMs > endMs
  const inTurn = 'a loop with `await` looks at one call at a time'
  const isLast = run.trace.calls.every((each) => (each.endMs ?? Infinity) <= run.settledMs)
  const { length } = run.trace.calls.filter(({ url }) => url === call.url)
  diagnose(run, [
    [
      late && length > 1,
      `${text}, but your code requested \`/products/${idOf(call)}\` ${length} times, and your promise ` +
        `didn't reject until ${run.settledMs} ms. Don't retry here: reject as soon as one call fails.`,
    ],
    [
      late && trouble.kind !== 'refused',
      `${text}, but your promise didn't reject until ${run.settledMs} ms. Read each body as soon as its ` +
        "headers arrive; don't wait for the other calls first.",
    ],
    [
      late,
      `${text}, but your promise rejected ${run.settledMs - endMs} ms later. ` +
        (isLast
          ? `\`Promise.allSettled\` waits for every call, and ${inTurn}. `
          : `For example, ${inTurn}. `) +
        'Reject as soon as one call fails.',
    ],
  ])
}
