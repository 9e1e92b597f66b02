import type { Fault, Run } from '@overlap/mock-server'
import { fc, isSame, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { HttpError } from '../errors.ts'
import { textOf, typeOf, type Loaded } from './play.ts'
import { ending, reasonOf } from './words.ts'

/** An answer with this status, body and content-type. */
export function answer(status: number, body: string, type = 'application/json'): Fault {
  return { kind: 'status', status, body, headers: { 'content-type': type } }
}

const values = [null, 0, false, '', [], {}, 'Tea', [1, null, 3], { id: 3, tags: ['tea'] }]

const labelled = fc
  .record({ status: fc.constantFrom(200, 201, 203, 206, 299), value: fc.constantFrom(...values) })
  .map(({ status, value }) => answer(status, JSON.stringify(value)))

/** With a status and values that are right elsewhere, so that only the content-type can be to blame. */
const mislabelled = fc
  .record({
    value: fc.constantFrom([], {}, { id: 3, tags: ['tea'] }),
    type: fc.constantFrom('text/plain', 'text/html', 'application/problem+json'),
  })
  .map(({ value, type }) => answer(200, JSON.stringify(value), type))

/** Draws good answers: products, other JSON with any status of success, and JSON that is labelled as text. */
export const goodAnswers: fc.Arbitrary<Fault | undefined> = fc.option(
  fc.oneof({ weight: 3, arbitrary: labelled }, { weight: 1, arbitrary: mislabelled }),
  { nil: undefined, freq: 3 },
)

/** Diagnoses how a call ended that got a good answer. */
export function diagnoseAnswer(run: Run<unknown>, { plan, url, calls, result }: Loaded): void {
  const text = textOf(plan)
  const type = typeOf(plan)
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
      `${answered}, but your promise resolved with product ${String(id)}, the answer to ` +
        'another call. Keep nothing outside your function that two calls share.',
    ],
    [
      value instanceof Response,
      `${answered}, but your promise resolved with a \`Response\`. Read its body and parse ` +
        'it.',
    ],
    [
      type !== undefined && type !== 'application/json' && !isRight,
      `${answered}, labelled \`${type}\`, but your promise ${ending(result)}. Servers often get that ` +
        'label wrong. Whatever the `content-type` is, parse the body.',
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
      `${answered}, but your promise ${ending(result)}. \`null\`, \`0\`, \`false\` and \`""\` are JSON, ` +
        'too. Resolve with them as with any other value.',
    ],
    [
      value === undefined && result?.status === 'fulfilled',
      `${answered}, but your promise resolved with \`undefined\`. Return the JSON of the body.`,
    ],
    [!isRight, `${answered}, but your promise ${ending(result)}.`],
  ])
}
