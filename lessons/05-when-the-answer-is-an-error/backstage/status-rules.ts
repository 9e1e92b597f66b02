import type { Fault, Run } from '@overlap/mock-server'
import { fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { HttpError, NetworkError, ParseError } from '../errors.ts'
import { typeOf, type Loaded } from './play.ts'
import { causeOf, chainOf, ending, pathOf, reasonOf } from './words.ts'

/** Not 407 and 421: Node's `fetch` rejects on the first, and sends the call again on the second. */
const statuses = [300, 400, 401, 403, 404, 409, 410, 422, 429, 500, 502, 503, 504, 599]

const bodies = [
  '{"error":"no such product"}',
  '{\n  "error": "no such product"\n}\n',
  '  Slow down!\n',
  `<html><body>${'<p>Bad gateway</p>'.repeat(20)}</body></html>`,
  '',
  'null',
  '{"id":3}',
]

const types = ['text/plain', 'application/json', 'text/html', 'application/problem+json']

/** An answer with an error status, this body and this `content-type`, which may be wrong. */
export function failing(
  status: number,
  body: string,
  type = 'text/plain',
): Fault & { readonly body: string } {
  const headers = { 'x-request-id': `r-${status}`, 'content-type': type }
  return { kind: 'status', status, body, headers }
}

/** Draws statuses that aren't success, with bodies that may be JSON or not. */
export const errorStatuses: fc.Arbitrary<Fault> = fc
  .record({
    status: fc.constantFrom(304, ...statuses),
    body: fc.constantFrom(...bodies),
    type: fc.constantFrom(...types),
  })
  // A 304 has no body.
  .map(({ status, body, type }) => failing(status, status === 304 ? '' : body, type))

/** Diagnoses how a call ended that got an error status. */
export function diagnoseStatus(run: Run<unknown>, load: Loaded): void {
  const { plan, result } = load
  if (plan.fault?.kind !== 'status') throw new Error('Expected a plan with a status.')
  const { status, body } = plan.fault
  const answered = `The server answered ${status}`
  const isResolved = result?.status === 'fulfilled'
  const value: unknown = isResolved ? result.value : undefined
  const reason = reasonOf(result)
  const isHttp = reason instanceof HttpError
  diagnose(run, [
    [
      isResolved && (value === undefined || value === null) && body !== 'null',
      `${answered}, but your promise resolved with \`${String(value)}\`. That doesn't say what went ` +
        "wrong, and your caller's next line fails instead. Reject with an HttpError.",
    ],
    [
      value instanceof Error,
      `${answered}, and your promise resolved with ${shown(value)}: you returned the error, so your ` +
        "caller's `catch` never sees it. Throw it.",
    ],
    [
      status < 400 && (isResolved || reason instanceof ParseError || reason instanceof SyntaxError),
      `${answered}, but your promise ${ending(result)}. Only 200 to 299 mean success: look at ` +
        '`response.ok`, which is false for every other status.',
    ],
    [
      isResolved && status === 400,
      `${answered}, but your promise ${ending(result)}. 400 is the first of the error statuses: look ` +
        'at `response.ok`, which is false for all of them.',
    ],
    [
      isResolved,
      `${answered}, but your promise ${ending(result)}, so your caller treats that as a product. ` +
        '`fetch` resolves as soon as the headers arrive, whatever the status: look at `response.ok`.',
    ],
    [
      !isHttp && chainOf(reason).some((one) => one instanceof HttpError),
      `${answered}. Your code threw an HttpError, and your own \`catch\` turned it into ` +
        `${nameOf(reason)}. Let that \`catch\` cover only what needs the network.`,
    ],
    [
      reason instanceof ParseError || reason instanceof SyntaxError,
      `${answered} with a body that isn't JSON, and your promise ${ending(result)}. The body of an ` +
        'error can be anything: read it with `response.text()`, and parse only the body of a good answer.',
    ],
    [
      chainOf(reason).some((one) => one instanceof SyntaxError),
      `${answered}. Your code parsed its body as JSON. That threw a SyntaxError, and your own \`catch\` ` +
        `turned it into ${nameOf(reason)}. The body of an error can be anything: read it with ` +
        '`response.text()`.',
    ],
    [
      reason instanceof NetworkError && causeOf(reason) === undefined,
      `${answered}, but your promise rejected with a NetworkError that has no \`cause\`. The network was ` +
        'fine: a complete answer came, with an error status. Reject with an HttpError.',
    ],
    [
      reason instanceof NetworkError,
      `${answered}, but your promise rejected with a NetworkError. The network was fine: a complete ` +
        `answer came, with an error status. The \`cause\` is ${shown(causeOf(reason))}: where does your ` +
        'code throw that?',
    ],
    [
      !isHttp,
      `${answered}, but your promise ${ending(result)}. Reject with an \`HttpError\`, which your ` +
        'caller can tell from other errors.',
    ],
  ])
  if (isHttp) diagnoseHttpError(run, load, reason)
}

function diagnoseHttpError(run: Run<unknown>, { plan, url }: Loaded, error: HttpError): void {
  if (plan.fault?.kind !== 'status') return
  const { status, body } = plan.fault
  const answered = `The server answered ${status}`
  const seen: unknown = error.body
  const others = run.trace.calls.filter((call) => call.url !== url)
  diagnose(run, [
    [
      error.status !== status && others.some((call) => call.status === error.status),
      `${answered} for ${pathOf(url)}, but the \`status\` of your HttpError is ${error.status}, the ` +
        'answer to another call. Keep nothing outside your function that two calls share.',
    ],
    [
      error.status !== status,
      `${answered}, but the \`status\` of your HttpError is ${shown(error.status)}. Pass the response ` +
        'itself: `HttpError(url, response, body)`.',
    ],
    [
      !(error.headers instanceof Headers) || error.headers.get('x-request-id') !== `r-${status}`,
      `${answered}, but the headers of the answer aren't in your HttpError. Pass the response itself: ` +
        '`HttpError(url, response, body)`.',
    ],
    [
      error.url !== url,
      `${answered} for ${url}, but the \`url\` of your HttpError is ${shown(error.url)}. Pass ` +
        'the URL as you got it.',
    ],
    [
      seen instanceof Promise,
      `${answered}, and the \`body\` of your HttpError is a promise. \`response.text()\` needs an ` +
        '`await`.',
    ],
    [
      typeof seen !== 'string',
      `${answered}, and the \`body\` of your HttpError is ${shown(seen)}. Pass the text of the body as ` +
        "it came: it isn't always JSON.",
    ],
    [
      seen === '' && body !== '',
      `${answered}, and the \`body\` of your HttpError is empty. It often says what was ` +
        'wrong: read it with `response.text()` before you throw.',
    ],
    [
      seen !== body && /json/.test(typeOf(plan) ?? ''),
      `${answered} with the body ${shown(body)}, labelled \`${typeOf(plan)}\`, but the \`body\` of your ` +
        `HttpError is ${shown(seen)}. Whatever the \`content-type\` is, pass the text as it came.`,
    ],
    [
      seen !== body,
      `${answered} with the body ${shown(body)}, but the \`body\` of your HttpError is ${shown(seen)}. ` +
        'Pass the text as it came.',
    ],
  ])
}

/** An error by its class, with an article. */
function nameOf(error: unknown): string {
  const name = error instanceof Error ? error.name : shown(error)
  return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`
}
