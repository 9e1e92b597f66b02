import type { Run } from '@overlap/mock-server'
import { fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { HttpError, NetworkError, ParseError } from '../errors.ts'
import { textOf, type Loaded } from './play.ts'
import { causeOf, chainOf, ending, reasonOf } from './words.ts'

/** Draws bodies that aren't JSON. */
export const notJson: fc.Arbitrary<string> = fc.constantFrom(
  `<html><body>${'<p>Please sign in</p>\n'.repeat(20)}</body></html>\n`,
  '',
  '{"id":3,',
  'undefined',
  "{'id':3}",
  'NaN',
  'OK',
)

/** What came of a complete body that isn't JSON. */
export function diagnoseNotJson(run: Run<unknown>, { plan, url, result }: Loaded): void {
  const body = textOf(plan) ?? ''
  const happened =
    body === ''
      ? "The server answered 200 with an empty body, which isn't JSON"
      : `The server answered 200 with a body that isn't JSON, ${shown(body)}`
  const reason = reasonOf(result)
  const ownCatch = chainOf(reason)
    .slice(1)
    .some((one) => one instanceof ParseError)
  diagnose(run, [
    [
      result?.status === 'fulfilled',
      `${happened}, but your promise ${ending(result)}. Your caller expects JSON: reject with a ` +
        'ParseError.',
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
      `${happened}, but your promise rejected with an HttpError, although the status was 200. Reject ` +
        'with a ParseError.',
    ],
    [
      reason instanceof SyntaxError,
      `${happened}, and the bare SyntaxError of \`JSON.parse\` reached your caller. It doesn't say ` +
        'which URL it was, or what came. Catch it and throw a ParseError.',
    ],
    [
      !(reason instanceof ParseError),
      `${happened}, but your promise ${ending(result)}. Reject with a ParseError.`,
    ],
  ])
  const { body: seen, url: named } = reason as { readonly body: unknown; readonly url: unknown }
  diagnose(run, [
    [
      seen !== body && seen === '',
      `${happened}, but the \`body\` of your ParseError is empty. The text says at a glance what came ` +
        "instead. `response.json()` doesn't give you that text; `response.text()` does.",
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
      !chainOf(causeOf(reason)).some((one) => one instanceof SyntaxError),
      `${happened}, but the \`cause\` of your ParseError is ${shown(causeOf(reason))}. The SyntaxError ` +
        'of `JSON.parse` says where it failed: keep it as the `cause`.',
    ],
  ])
}
