import type { Fault, Run } from '@overlap/mock-server'
import { fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { HttpError, NetworkError, ParseError } from '../errors.ts'
import { answer } from './answer-rules.ts'
import { textOf, type Loaded } from './play.ts'
import { causeOf, chainOf, ending, reasonOf } from './words.ts'

const bodies = [
  `<html><body>${'<p>Please sign in</p>\n'.repeat(20)}</body></html>\n`,
  '',
  '{"id":3,',
  'undefined',
  "{'id':3}",
  'NaN',
  'OK',
]

/** Draws good answers whose body isn't JSON. A 204 and a 205 have an empty one. */
export const notJson: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
  ...bodies.map((body) => answer(200, body)),
  answer(200, '<p>Please sign in</p>', 'text/html'),
  { kind: 'status', status: 204 },
  { kind: 'status', status: 205 },
)

/** Diagnoses how a call ended that got a complete body that isn't JSON. */
export function diagnoseNotJson(run: Run<unknown>, { plan, url, calls, result }: Loaded): void {
  const body = textOf(plan) ?? ''
  const status = calls[0]?.status
  const happened =
    body === ''
      ? `The server answered ${status} with an empty body, which isn't JSON`
      : `The server answered ${status} with a body that isn't JSON, ${shown(body)}`
  const reason = reasonOf(result)
  const ownCatch = chainOf(reason)
    .slice(1)
    .some((one) => one instanceof ParseError)
  diagnose(run, [
    [
      result?.status === 'fulfilled',
      `${happened}, but your promise ${ending(result)}. Your caller expects JSON, so reject ` +
        'with a ParseError.',
    ],
    [
      !(reason instanceof ParseError) && ownCatch,
      `${happened}. Your code threw a ParseError, and your own \`catch\` caught it. Parse outside the ` +
        '`try` that is for the network.',
    ],
    [
      reason instanceof NetworkError && chainOf(reason).some((one) => one instanceof SyntaxError),
      `${happened}. Your code parsed it inside the \`try\` that is for the network, so the SyntaxError ` +
        'became a NetworkError. The network was fine: parse outside that `try`.',
    ],
    [
      reason instanceof NetworkError,
      `${happened}, but your promise rejected with a NetworkError. The network was fine: a complete ` +
        'answer came. Reject with a ParseError.',
    ],
    [
      reason instanceof HttpError,
      `${happened}, but your promise rejected with an HttpError. ${status} isn't an error status. ` +
        'Reject with a ParseError.',
    ],
    [
      reason instanceof SyntaxError,
      `${happened}, and the bare SyntaxError reached your caller, without the URL or the text. Catch ` +
        'it and throw a ParseError. A `try` catches a rejection only if you `await` the promise inside ' +
        'it.',
    ],
    [
      !(reason instanceof ParseError),
      `${happened}, but your promise ${ending(result)}. Reject with a ParseError.`,
    ],
  ])
  const cause = causeOf(reason)
  const { body: seen, url: named } = reason as { readonly body: unknown; readonly url: unknown }
  diagnose(run, [
    [
      seen !== body && seen === '',
      `${happened}, but the \`body\` of your ParseError is empty. The text shows what the server sent instead. ` +
        "You can't get it after `response.json()`: read it with `response.text()`.",
    ],
    [
      typeof seen === 'string' && seen !== body && body.startsWith(seen),
      `${happened}. It has ${body.length} characters, and the \`body\` of your ParseError has only the ` +
        `first ${String(seen).length}. Pass the whole text.`,
    ],
    [
      seen !== body,
      `${happened}, but the \`body\` of your ParseError is ${shown(seen)}. Pass the text that came.`,
    ],
    [
      named !== url,
      `${happened}, but the \`url\` of your ParseError is ${shown(named)} instead of ${shown(url)}.`,
    ],
    [
      !chainOf(cause).some((one) => one instanceof SyntaxError),
      `${happened}, but the \`cause\` of your ParseError is ${shown(cause)}. The SyntaxError ` +
        'of the parser says where it failed: keep it as the `cause`.',
    ],
    [
      !(cause instanceof SyntaxError),
      `${happened}, but the \`cause\` of your ParseError is ${shown(cause)}, which wraps the ` +
        'SyntaxError. Keep the SyntaxError itself as the `cause`.',
    ],
  ])
}
