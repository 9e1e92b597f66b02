import type { Run } from '@overlap/mock-server'
import {
  callFailureText,
  carriesCallFailure,
  lostErrorSentences,
  neverSettledSentences,
  shown,
  type Sentence,
} from '@overlap/scenarios'
import { diagnose, type Call } from '@overlap/trace'
import type { ProductPage } from '../page.ts'
import { pathsOf, promptPart, type Load, type Scene, type Trouble } from './play.ts'
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
    ...resolvedSentences(run, text),
    ...neverSettledSentences(run, kind, text),
    [
      strange !== undefined,
      `${text}, and then your code requested \`${strange}\`. Don't go on without the recommendations: let ` +
        'their error reject your promise.',
    ],
    swallowedSentence(run, kind, text),
    ...lostErrorSentences(run, kind, text),
    [
      run.unhandled.some(isCarried) && run.settledMs > endMs,
      `${text}, while your function was waiting for another call, and nothing handled the rejection. ` +
        "By default, that ends a Node process, and no `catch` runs. Don't await calls one by one, neither " +
        'from variables nor in a `for await`: create each promise inside the list of one `Promise.all`. ' +
        "If a call needs another call's answer, put the two calls into one async function.",
    ],
    [
      run.unhandled.some(isCarried),
      `${text}, and your promise rejected. But another promise rejected, too, and nothing handled that: ` +
        'in Node, it ends the process. Each `then`, `catch`, `finally` and `Promise.all` makes a new ' +
        'promise, so return or await each of them.',
    ],
  ])
}

const errors = {
  refused: '`TypeError: fetch failed`',
  'reset-body': '`TypeError: terminated`',
  garbage: '`SyntaxError`',
} as const

/** An error of the learner's code in the place of the call's error, such as after a `catch` that only logs. */
function swallowedSentence(
  { reason }: Run<unknown>,
  kind: Trouble['kind'],
  text: string,
): Sentence {
  const isBug = reason instanceof TypeError || reason instanceof ReferenceError
  return [
    isBug && reason.cause === undefined && !/^(fetch failed|terminated)$/.test(reason.message),
    `${text} with a ${errors[kind]}, but your promise rejected with another error, ${shown(reason)}. ` +
      "Does a `catch` in your code swallow the call's error, so that your code goes on without an answer? " +
      "Rethrow the call's error there.",
  ]
}

/** How the error of a failed call got lost in a promise that resolved. */
function resolvedSentences(run: Run<ProductPage>, text: string): Sentence[] {
  const value: unknown = run.outcome === 'fulfilled' ? run.value : undefined
  return [
    [
      isPage(value),
      `${text}, but your promise resolved with a page, so your caller can't tell that a call failed. Let ` +
        'the error reject your promise. (Lesson 06 shows how to return a page that says what is missing.)',
    ],
    [
      run.outcome === 'fulfilled',
      `${text}, but your promise resolved with ${shown(value)}, so your caller doesn't get the error. If ` +
        'you catch it, throw it again.',
    ],
  ]
}

function isPage(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'product' in value
}

/** Calls that the steps before have seen, but not this time. */
function diagnoseKept(run: Run<unknown>): void {
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      'The call that should fail was not sent this time: your code kept the answer of an earlier run of your ' +
        'function. Keep nothing outside your function.',
    ],
    [
      true,
      `The call that should fail was never sent, but your promise ${run.outcome === 'rejected' ? `rejected with ${shown(run.reason)}` : 'never settled'}. ` +
        'An earlier run of your function still has an effect on this one. Keep nothing outside your ' +
        'function.',
    ],
  ])
}

/**
 * When the failure of a call reached the caller.
 *
 * @param load - the function of the run: a late failure has another reason if other calls fail in time
 */
export async function diagnoseDelay(
  load: Load,
  run: Run<ProductPage>,
  scene: Scene,
  trouble: Trouble,
): Promise<void> {
  const failure = firstFailure(run, scene, trouble)
  if (failure === undefined) return
  const { text, endMs, call } = failure
  const late = run.settledMs > endMs
  const { length } = run.trace.calls.filter(({ url }) => url === call.url)
  const times = length === 2 ? 'twice' : `${length} times`
  const last = run.trace.calls.find((each) => each !== call && each.endMs === run.settledMs)
  const prompt = late ? await promptPart(load, scene) : undefined
  diagnose(run, [
    [
      late && length > 1,
      `${text}, but your code requested \`${pathOf(call)}\` ${times}, and your promise didn't reject ` +
        `until ${run.settledMs} ms. Don't retry here: reject as soon as one call fails.`,
    ],
    [
      late && last !== undefined && prompt !== undefined,
      `${text}, but your promise didn't reject until ${run.settledMs} ms: your function was waiting for ` +
        `\`${last && pathOf(last)}\`. If \`${prompt && pathsOf(scene)[prompt]}\` ` +
        'fails, your promise rejects at once, but this failure has to wait, as happens when calls are ' +
        'awaited one by one. Await all of them together, so that the first failure rejects your promise.',
    ],
    [
      late &&
        prompt === undefined &&
        run.trace.calls.every((each) => (each.endMs ?? Infinity) <= run.settledMs),
      `${text}, but your promise didn't reject until ${run.settledMs} ms, when every call had ended. Don't ` +
        'wait for all of them, as `Promise.allSettled` does: let the first failure reject your promise.',
    ],
    [
      late && last !== undefined,
      `${text}, but your promise didn't reject until ${run.settledMs} ms: your function was waiting for ` +
        `\`${last && pathOf(last)}\`. Wait for all calls together, so that the first failure rejects ` +
        'your promise.',
    ],
    [
      late,
      `${text}, but your promise rejected at ${run.settledMs} ms. Your caller waited ` +
        `${run.settledMs - endMs} ms longer than necessary for the error. Reject as soon as one call fails.`,
    ],
  ])
}
