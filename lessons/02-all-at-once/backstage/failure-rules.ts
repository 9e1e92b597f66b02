import type { Product, Run } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose, type Call } from '@overlap/trace'
import type { Trouble } from './play.ts'
import { idOf, idsIn } from './words.ts'

/** What goes wrong with a call, and the error that it gives. */
const kinds = {
  refused: {
    text: (id: number, ms: number) => `The call for product ${id} failed at ${ms} ms`,
    error: 'TypeError',
  },
  'reset-body': {
    text: (id: number, ms: number) =>
      `The connection dropped at ${ms} ms, within the body of product ${id}`,
    error: 'TypeError',
  },
  garbage: {
    text: (id: number, ms: number) =>
      `The body of product ${id}, which arrived at ${ms} ms, isn't JSON`,
    error: 'SyntaxError',
  },
}

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
  return { ...first, text: kinds[kind].text(idOf(first.call), first.endMs) }
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
  const { text, endMs } = firstFailure(run, trouble)
  const isCarried = (error: unknown): boolean => carriesErrorOf(trouble.kind, error)
  const { error } = kinds[trouble.kind]
  const reason = run.reason instanceof Error ? run.reason : undefined
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      `${text}, but your promise resolved with ${resultIn(run)}. Let the error reject your promise.`,
    ],
    [
      run.outcome === 'never-settles' && run.unhandled.some(isCarried),
      `${text}, and your promise never settled: the error rejected a promise that nothing handles. In ` +
        'Node, such an unhandled rejection ends the process. Make that error reject the promise that ' +
        'you return.',
    ],
    [
      run.outcome === 'never-settles',
      `${text}, but your promise never settled, so your caller waits forever. Let the error reject ` +
        'your promise.',
    ],
    [
      !isCarried(run.reason) && typeof reason?.cause === 'string',
      `${text}, and the \`cause\` of your error is only the text ${shown(reason?.cause)}. The type, ` +
        `the stack and the code of the ${error} are lost. Keep the error itself as the \`cause\`.`,
    ],
    [
      !isCarried(run.reason) && isFetchMessage(reason?.message),
      `${text}, but your promise rejected with a new error that has only the message of the old one. ` +
        'The `cause`, which says why the connection failed, is lost. Rethrow the error itself, or wrap ' +
        'it and keep it as the `cause`.',
    ],
    [
      !isCarried(run.reason),
      `${text}, but your promise rejected with ${shown(run.reason)} instead of the ${error}. ` +
        "Rethrow the call's error, or wrap it and keep it as the `cause`.",
    ],
    [
      run.unhandled.some(isCarried) && run.settledMs > endMs,
      `${text}, but nothing was awaiting its promise yet, and in Node, an unhandled rejection ends the ` +
        'process. `for await`, `Array.fromAsync` and a loop with `await` wait for one promise at a ' +
        'time. Wait for all of them together.',
    ],
    [
      run.unhandled.some(isCarried),
      `${text}, and your promise rejected. But another promise rejected, too, and nothing handled that: ` +
        'in Node, it ends the process. Each `then`, `finally` and `Promise.all` makes a new promise, so ' +
        'return or await every one of them.',
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

function isFetchMessage(message: string | undefined): boolean {
  return message === 'fetch failed' || message === 'terminated'
}

/**
 * Whether it is the error that `fetch` or `json()` rejects with, or wraps it. The error of `fetch` has
 * a cause; a copy of its message has none.
 */
function carriesErrorOf(kind: Trouble['kind'], error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 8) return false
  if (kind === 'garbage' && error instanceof SyntaxError) return true
  const { message, cause } = error
  if (error instanceof TypeError && isFetchMessage(message) && cause instanceof Error) {
    return kind !== 'garbage'
  }
  const errors = error instanceof AggregateError ? error.errors : []
  return [cause, ...errors].some((inside) => carriesErrorOf(kind, inside, depth + 1))
}
