import { audited, simulate, type Run } from '@overlap/mock-server'
import { diagnose } from '@overlap/trace'
import { HttpError, NetworkError, ParseError } from '../errors.ts'
import type { GetJson } from './play.ts'
import { ending } from './words.ts'

/** Arguments that can only be a bug in the caller. */
export interface Bug {
  readonly url: string
  /** The caller passed this as its signal. */
  readonly signal?: unknown
  /** What is wrong, in words. */
  readonly text: string
  /** Only `fetch` knows that it is wrong; a `Request` can be made. */
  readonly isRefused?: true
}

const good = 'http://shop.test/products/3'

function refusedScheme(scheme: string): Bug {
  return {
    url: `${scheme}://shop.test/products/3`,
    text: `The URL began with \`${scheme}:\`, which \`fetch\` doesn't support`,
    isRefused: true,
  }
}

function refusedPort(port: number): Bug {
  return {
    url: `http://shop.test:${port}/products/3`,
    text: `The URL had port ${port}, which \`fetch\` blocks because it belongs to another protocol`,
    isRefused: true,
  }
}

/** Every kind of wrong argument. */
export const bugs: readonly Bug[] = [
  { url: 'not a url', text: "The URL was `not a url`, which isn't a URL" },
  { url: 'https://', text: 'The URL was `https://`, without a host' },
  {
    url: 'http://me:secret@shop.test/products/3',
    text: 'The URL had a user name and a password in it, which `fetch` refuses',
  },
  {
    url: 'http://me@shop.test/products/3',
    text: 'The URL had a user name in it, which `fetch` refuses',
  },
  {
    url: good,
    signal: new AbortController(),
    text: 'The caller passed an AbortController as `signal`',
  },
  { url: good, signal: {}, text: 'The caller passed an empty object as `signal`' },
  {
    url: good,
    signal: { aborted: false, reason: undefined },
    text: 'The caller passed `{ aborted: false }` as `signal`',
  },
  { url: good, signal: 'stop', text: "The caller passed `'stop'` as `signal`" },
  refusedScheme('ftp'),
  refusedPort(6666),
  refusedScheme('ws'),
  refusedPort(25),
  refusedPort(6000),
]

/** Calls the learner's function with wrong arguments. */
export function playBug(answer: GetJson, { url, signal }: Bug): Promise<Run<unknown>> {
  const getJson = audited(answer)
  const options = signal === undefined ? {} : { signal: signal as AbortSignal }
  return simulate({ latency: 100 }, () => getJson(url, options))
}

/** Diagnoses how wrong arguments were reported. */
export function diagnoseBug(run: Run<unknown>, { text, signal, isRefused }: Bug): void {
  const { reason } = run
  const end = {
    status: run.outcome === 'rejected' ? 'rejected' : 'fulfilled',
    value: run.outcome === 'fulfilled' ? run.value : undefined,
    reason,
  } as PromiseSettledResult<unknown>
  diagnose(run, [
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
    [
      run.trace.calls.length > 0 && signal !== undefined,
      `${text}, and your code sent the call all the same. Its caller could never abort it.`,
    ],
    [run.trace.calls.length > 0, `${text}, but your code sent a call. Reject with a TypeError.`],
    [
      run.outcome === 'fulfilled',
      `${text}, but your promise ${ending(end)}. Reject with a TypeError.`,
    ],
    [
      reason instanceof NetworkError && isRefused === true,
      `${text}. Nothing was sent, but your promise rejected with a NetworkError, so its caller would ` +
        'retry. In Node, the `cause` of a network failure has a property `code`, and here it has ' +
        'none. Rethrow such a TypeError.',
    ],
    [
      reason instanceof NetworkError,
      `${text}. Nothing was sent, but your promise rejected with a NetworkError, so its caller would ` +
        'retry. Check the arguments before you call `fetch`, or rethrow every TypeError that ' +
        "doesn't come from the network.",
    ],
    [
      reason instanceof HttpError || reason instanceof ParseError,
      `${text}. Nothing was sent, but your promise ${ending(end)}. Reject with a TypeError.`,
    ],
    [
      !(reason instanceof TypeError),
      `${text}, but your promise ${ending(end)}. Reject with a TypeError, as \`fetch\` does for wrong ` +
        'arguments.',
    ],
  ])
}
