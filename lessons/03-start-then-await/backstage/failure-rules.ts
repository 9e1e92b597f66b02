import type { Run } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose, type Call } from '@overlap/trace'
import type { ProductPage } from '../page.ts'
import { pathsOf, type Scene, type Trouble } from './play.ts'
import { pathOf } from './words.ts'

/** What goes wrong with a call, and the error that it gives. */
const kinds = {
  refused: {
    text: (path: string, ms: number) => `The call for \`${path}\` failed at ${ms} ms`,
    error: 'TypeError',
  },
  'reset-body': {
    text: (path: string, ms: number) =>
      `The connection dropped at ${ms} ms, within the body of \`${path}\``,
    error: 'TypeError',
  },
  garbage: {
    text: (path: string, ms: number) =>
      `The body of \`${path}\`, which arrived at ${ms} ms, isn't JSON`,
    error: 'SyntaxError',
  },
}

interface Failure {
  readonly call: Call
  readonly endMs: number
  /** When which call failed, in words. */
  readonly text: string
}

/** The call that failed first. */
function firstFailure(
  run: Run<unknown>,
  scene: Scene,
  { kind, parts }: Trouble,
): Failure | undefined {
  const paths = parts.map((part) => pathsOf(scene)[part])
  const [first] = run.trace.calls
    .filter((call) => paths.includes(pathOf(call)))
    .map((call) => ({ call, endMs: call.endMs ?? Infinity }))
    .toSorted((a, b) => a.endMs - b.endMs)
  return first && { ...first, text: kinds[kind].text(pathOf(first.call), first.endMs) }
}

/** Whether the failure of a call reached the caller, and how. */
export function diagnoseFailure(run: Run<ProductPage>, scene: Scene, trouble: Trouble): void {
  const failure = firstFailure(run, scene, trouble)
  if (failure === undefined) return diagnoseKept(run)
  const { text, endMs } = failure
  const isCarried = (error: unknown): boolean => carriesErrorOf(trouble.kind, error)
  const { error } = kinds[trouble.kind]
  const reason = run.reason instanceof Error ? run.reason : undefined
  const strange = run.trace.calls.map(pathOf).find((path) => /undefined|\[object/.test(path))
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      `${text}, but your promise resolved with a page. To your caller, the page looks complete. Let the ` +
        'error reject your promise. (Lesson 06 shows how to return a page that says what is missing.)',
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
      strange !== undefined,
      `${text}, and then your code requested \`${strange}\`. Don't go on without the recommendations: let ` +
        'their error reject your promise.',
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
      `${text}, but nothing was awaiting its promise yet: your function was waiting for another call. ` +
        'In Node, such an unhandled rejection ends the process, and no `catch` runs. Give every promise ' +
        'to one `Promise.all`, as soon as it exists.',
    ],
    [
      run.unhandled.some(isCarried),
      `${text}, and your promise rejected. But another promise rejected, too, and nothing handled that: ` +
        'in Node, it ends the process. Each `then`, `finally` and `Promise.all` makes a new promise, so ' +
        'return or await every one of them.',
    ],
  ])
}

/** Calls that the steps before have seen, but not this time. */
function diagnoseKept(run: Run<unknown>): void {
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      'The call that fails was not sent this time: your code kept the answer of an earlier run of your ' +
        'function. Keep nothing outside your function.',
    ],
    [
      true,
      `The call that fails was not sent, but your promise ${run.outcome === 'rejected' ? `rejected with ${shown(run.reason)}` : 'never settled'}. ` +
        'An earlier run of your function still has an effect on this one. Keep nothing outside your ' +
        'function.',
    ],
  ])
}

/** When the failure of a call reached the caller. */
export function diagnoseDelay(run: Run<ProductPage>, scene: Scene, trouble: Trouble): void {
  const failure = firstFailure(run, scene, trouble)
  if (failure === undefined) return
  const { text, endMs, call } = failure
  const late = run.settledMs > endMs
  const { length } = run.trace.calls.filter(({ url }) => url === call.url)
  diagnose(run, [
    [
      late && length > 1,
      `${text}, but your code requested \`${pathOf(call)}\` ${length} times, and your promise didn't reject ` +
        `until ${run.settledMs} ms. Don't retry here: reject as soon as one call fails.`,
    ],
    [
      late,
      `${text}, but your promise rejected at ${run.settledMs} ms. Your caller waited ` +
        `${run.settledMs - endMs} ms longer than necessary for the error. Reject as soon as one call fails.`,
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
