import type { Run, Todo } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose, type Call } from '@overlap/trace'
import type { Trouble } from './play.ts'
import { count, idOf, pathOf } from './words.ts'

/** What goes wrong with a call, and the error that it gives. */
const kinds = {
  refused: {
    text: (id: number, ms: number) => `The call for todo ${id} failed at ${ms} ms`,
    error: 'TypeError',
  },
  'reset-body': {
    text: (id: number, ms: number) =>
      `The connection dropped at ${ms} ms, within the body of todo ${id}`,
    error: 'TypeError',
  },
  garbage: {
    text: (id: number, ms: number) =>
      `The body of todo ${id}, which arrived at ${ms} ms, isn't JSON`,
    error: 'SyntaxError',
  },
}

/** Whether the failure of a call ended the sequence, and how it reached the caller. */
export function diagnoseFailure(run: Run<Todo[]>, { kind, id }: Trouble): void {
  const failed = run.trace.calls.find((call) => idOf(call) === id)
  if (failed === undefined) throw notSent(run, id)
  const endMs = failed.endMs ?? Infinity
  const text = kinds[kind].text(id, endMs)
  const more = run.trace.calls.filter((call) => call !== failed && call.sentMs >= endMs)
  const again = more.find(({ url }) => url === failed.url)
  diagnose(run, [
    [
      again !== undefined,
      `${text}, and your code requested ${pathOf(failed)} again. Don't retry here: stop at the first ` +
        'failure. (Lesson 10 is about retries.)',
    ],
    [
      run.outcome === 'never-settles' && run.unhandled.some((error) => carriesErrorOf(kind, error)),
      `${text}, and your promise never settled: the error rejected a promise that nothing handles. In ` +
        'Node, such an unhandled rejection ends the process. Make that error reject the promise that ' +
        'you return.',
    ],
    ...outcomes(run, text, more),
    ...errors(run, text, kind),
    [
      run.settledMs > endMs,
      `${text}, but your promise rejected at ${run.settledMs} ms. Your caller waited ` +
        `${run.settledMs - endMs} ms longer than necessary for the error.`,
    ],
    [
      run.unhandled.some((error) => carriesErrorOf(kind, error)),
      `${text}, and your promise rejected. But another promise rejected, too, and nothing handled that: ` +
        'in Node, it ends the process. Each `then` and `finally` makes a new promise, so return or await ' +
        'every one of them.',
    ],
  ])
}

/** Why a call was not sent that the steps before have seen. */
function notSent(run: Run<unknown>, id: number): Error {
  diagnose(run, [
    [
      true,
      `\`/todos/${id}\` was not requested this time. An earlier run of your function still has an effect ` +
        'on this one. Keep nothing outside your function.',
    ],
  ])
  return new Error('Expected a call to fail, but none failed.')
}

function outcomes(run: Run<Todo[]>, text: string, more: readonly Call[]): [boolean, string][] {
  const value = run.outcome === 'fulfilled' ? shown(run.value) : ''
  const calls = count(more.length, 'more call')
  return [
    [
      run.outcome === 'fulfilled' && more.length > 0,
      `${text}, but your code sent ${calls}, and your promise resolved with ${value}. Your caller doesn't ` +
        'know that something is missing. Let the error leave the loop: then nothing more is sent, and ' +
        'your promise rejects.',
    ],
    [
      run.outcome === 'fulfilled',
      `${text}, but your promise resolved with ${value}. Your caller doesn't know that something is ` +
        'missing. Let the error reject your promise.',
    ],
    [
      run.outcome === 'never-settles',
      `${text}, but your promise never settled, so your caller waits forever. Let the error reject your ` +
        'promise.',
    ],
    [
      more.length > 0,
      `${text}, but your code sent ${calls} after that. Stop at the first failure: an error that leaves ` +
        'the loop ends it.',
    ],
  ]
}

function errors(run: Run<Todo[]>, text: string, kind: Trouble['kind']): [boolean, string][] {
  const isCarried = carriesErrorOf(kind, run.reason)
  const reason = run.reason instanceof Error ? run.reason : undefined
  return [
    [
      !isCarried && typeof reason?.cause === 'string',
      `${text}, and the \`cause\` of your error is only the text ${shown(reason?.cause)}. The type, ` +
        `the stack and the code of the ${kinds[kind].error} are lost. Keep the error itself as the ` +
        '`cause`.',
    ],
    [
      !isCarried && isFetchMessage(reason?.message),
      `${text}, but your promise rejected with a new error that has only the message of the old one. ` +
        'The `cause`, which says why the connection failed, is lost. Rethrow the error itself, or wrap ' +
        'it and keep it as the `cause`.',
    ],
    [
      !isCarried,
      `${text}, but your promise rejected with ${shown(run.reason)} instead of the ` +
        `${kinds[kind].error}. Don't catch the error, or wrap it and keep it as the \`cause\`.`,
    ],
  ]
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
