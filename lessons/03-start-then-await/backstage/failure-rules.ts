import type { Run } from '@overlap/mock-server'
import {
  callFailureText,
  carriesCallFailure,
  lostErrorSentences,
  neverSettledSentences,
  shown,
} from '@overlap/scenarios'
import { diagnose, type Call } from '@overlap/trace'
import type { ProductPage } from '../page.ts'
import { pathsOf, type Scene, type Trouble } from './play.ts'
import { pathOf } from './words.ts'

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
  return (
    first && { ...first, text: callFailureText(kind, `\`${pathOf(first.call)}\``, first.endMs) }
  )
}

/** Whether the failure of a call reached the caller, and how. */
export function diagnoseFailure(run: Run<ProductPage>, scene: Scene, trouble: Trouble): void {
  const failure = firstFailure(run, scene, trouble)
  if (failure === undefined) return diagnoseKept(run)
  const { kind } = trouble
  const { text, endMs } = failure
  const isCarried = (error: unknown): boolean => carriesCallFailure(kind, error)
  const strange = run.trace.calls.map(pathOf).find((path) => /undefined|\[object/.test(path))
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      `${text}, but your promise resolved with a page. To your caller, the page looks complete. Let the ` +
        'error reject your promise. (Lesson 06 shows how to return a page that says what is missing.)',
    ],
    ...neverSettledSentences(run, kind, text),
    [
      strange !== undefined,
      `${text}, and then your code requested \`${strange}\`. Don't go on without the recommendations: let ` +
        'their error reject your promise.',
    ],
    ...lostErrorSentences(run, kind, text),
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
