import type { Fault, Run } from '@overlap/mock-server'
import { fc, isSame, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { HttpError } from '../errors.ts'
import { textOf, type Loaded } from './play.ts'
import { ending, reasonOf } from './words.ts'

/** An answer of this status with these words as its body, said to be JSON. */
export function answer(status: number, body: string): Fault {
  return { kind: 'status', status, body, headers: { 'content-type': 'application/json' } }
}

const values = [null, 0, false, '', [], {}, 'Tea', [1, null, 3], { id: 3, tags: ['tea'] }]

/** Draws good answers: products, and other JSON with any status that means success. */
export const goodAnswers: fc.Arbitrary<Fault | undefined> = fc.option(
  fc
    .record({ status: fc.constantFrom(200, 201, 203, 206), value: fc.constantFrom(...values) })
    .map(({ status, value }) => answer(status, JSON.stringify(value))),
  { nil: undefined, freq: 3 },
)

/** What came of a good answer. */
export function diagnoseAnswer(run: Run<unknown>, { plan, url, calls, result }: Loaded): void {
  const text = textOf(plan)
  const isProduct = text === undefined
  const status = calls[0]?.status
  const wanted: unknown = isProduct ? undefined : JSON.parse(text)
  const value: unknown = result?.status === 'fulfilled' ? result.value : undefined
  const id = (value as { readonly id?: unknown } | undefined | null)?.id
  const isRight = isProduct
    ? id === plan.id
    : result?.status === 'fulfilled' && isSame(value, wanted)
  const given = isProduct ? `product ${plan.id}` : `the JSON \`${text}\``
  const answered = `The server answered ${status} with ${given}`
  const others = run.trace.calls.filter((call) => call.url !== url)
  diagnose(run, [
    [
      isProduct && others.some((call) => call.url.endsWith(`/${String(id)}`)),
      `${answered}, but your promise resolved with product ${String(id)}, which was the answer to ` +
        'another call. Keep nothing outside your function that two calls share.',
    ],
    [
      value instanceof Response,
      `${answered}, but your promise resolved with a \`Response\`. Its body is still to be read and ` +
        'parsed.',
    ],
    [
      typeof value === 'string' && !isRight,
      `${answered}, but your promise resolved with its text, ${shown(value)}. Parse it.`,
    ],
    [
      reasonOf(result) instanceof HttpError,
      `${answered}, but your promise rejected with an HttpError. Every status from 200 to 299 means ` +
        'success: look at `response.ok`.',
    ],
    [
      !isProduct && !wanted && !isRight,
      `${answered}, but your promise ${ending(result)}. \`null\`, \`0\`, \`false\` and an empty text are ` +
        'JSON, too, so pass them on like any other value.',
    ],
    [
      value === undefined && result?.status === 'fulfilled',
      `${answered}, but your promise resolved with \`undefined\`. Return the JSON of the body.`,
    ],
    [!isRight, `${answered}, but your promise ${ending(result)}.`],
  ])
}
