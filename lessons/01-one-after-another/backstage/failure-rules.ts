import type { Run, Todo } from '@overlap/mock-server'
import {
  callFailureText,
  carriesCallFailure,
  count,
  lostErrorSentences,
  neverSettledSentences,
  shown,
  type Sentence,
} from '@overlap/scenarios'
import { diagnose, type Call } from '@overlap/trace'
import type { Trouble } from './play.ts'
import { idOf, pathOf } from './words.ts'

/** Whether the failure of a call ended the sequence, and how it reached the caller. */
export function diagnoseFailure(run: Run<Todo[]>, { kind, id }: Trouble): void {
  const failed = run.trace.calls.find((call) => idOf(call) === id)
  if (failed === undefined) throw notSent(run, id)
  const endMs = failed.endMs ?? Infinity
  const text = callFailureText(kind, `todo ${id}`, endMs)
  const more = run.trace.calls.filter((call) => call !== failed && call.sentMs >= endMs)
  const again = more.find(({ url }) => url === failed.url)
  diagnose(run, [
    [
      again !== undefined,
      `${text}, and your code requested ${pathOf(failed)} again. Don't retry here: stop at the first ` +
        'failure. (Lesson 10 is about retries.)',
    ],
    ...outcomes(run, text, more),
    ...neverSettledSentences(run, kind, text),
    [
      more.length > 0,
      `${text}, but your code sent ${count(more.length, 'more call')} after that. Stop at the first ` +
        'failure: send each call only if the previous one succeeded.',
    ],
    ...lostErrorSentences(run, kind, text),
    [
      run.settledMs > endMs,
      `${text}, but your promise rejected at ${run.settledMs} ms. Your caller waited ` +
        `${run.settledMs - endMs} ms longer than necessary for the error.`,
    ],
    [
      run.unhandled.some((error) => carriesCallFailure(kind, error)),
      `${text}, and your promise rejected. But another promise rejected, too, and nothing handled that: ` +
        'in Node, it ends the process. Each `then`, `catch` and `finally` makes a new promise, so return ' +
        'or await every one of them.',
    ],
  ])
}

/** Why a call was not sent that the steps before have seen. */
function notSent(run: Run<unknown>, id: number): Error {
  diagnose(run, [
    [
      true,
      `\`/todos/${id}\` was not requested this time. An earlier run of your function still affects ` +
        'this one. Keep nothing outside your function.',
    ],
  ])
  return new Error('Expected a call to fail, but none failed.')
}

function outcomes(run: Run<Todo[]>, text: string, more: readonly Call[]): Sentence[] {
  const value = run.outcome === 'fulfilled' ? shown(run.value) : ''
  const calls = count(more.length, 'more call')
  return [
    [
      run.outcome === 'fulfilled' && more.length > 0,
      `${text}, but your code sent ${calls}, and your promise resolved with ${value}. Your caller doesn't ` +
        'know that something is missing. Without a `catch` around the call, an error ends the loop and ' +
        'rejects your promise.',
    ],
    [
      run.outcome === 'fulfilled',
      `${text}, but your promise resolved with ${value}. Your caller doesn't know that something is ` +
        'missing. Let the error reject your promise: a `catch` that goes on hides it, and so does a ' +
        '`return` in `finally`.',
    ],
  ]
}
