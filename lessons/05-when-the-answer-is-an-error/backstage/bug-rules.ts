import { audited, simulate, type Run } from '@overlap/mock-server'
import { diagnose } from '@overlap/trace'
import { HttpError, NetworkError, ParseError } from '../errors.ts'
import type { GetJson } from './play.ts'
import { causeOf, ending, resultOf } from './words.ts'

/** Arguments that can only be a bug in the caller. */
export interface Bug {
  readonly url: string
  /** The caller passed this as its signal. */
  readonly signal?: unknown
  /** What is wrong, in words. */
  readonly text: string
}

const good = 'http://shop.test/products/3'

function refusedScheme(scheme: string): Bug {
  return {
    url: `${scheme}://shop.test/products/3`,
    text: `The URL began with \`${scheme}:\`, which \`fetch\` doesn't support`,
  }
}

function refusedPort(port: number): Bug {
  return {
    url: `http://shop.test:${port}/products/3`,
    text: `The URL had port ${port}, which \`fetch\` blocks because it belongs to another protocol`,
  }
}

/** Every kind of wrong argument. */
export const bugs: readonly Bug[] = [
  refusedPort(6666),
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
export function diagnoseBug(run: Run<unknown>, { text, signal }: Bug): void {
  const { reason } = run
  const end = resultOf(run)
  diagnose(run, [
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
    [
      run.trace.calls.length > 0 && signal !== undefined,
      `${text}, and your code sent the request anyway. The caller could never abort it.`,
    ],
    [run.trace.calls.length > 0, `${text}, but your code sent a request. Reject with a TypeError.`],
    [
      run.outcome === 'fulfilled',
      `${text}, but your promise ${ending(end)}. Reject with a TypeError.`,
    ],
    [
      reason instanceof NetworkError,
      `${text}. Nothing was sent, but your promise rejected with a NetworkError, so the caller would ` +
        'retry. In Node, the TypeError of a failed connection has the message `fetch failed` and a ' +
        `\`cause\` with a property \`code\`. ${lacking(causeOf(reason))}Rethrow an error that lacks either.`,
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

/** Says what the error of `fetch` lacks that a network failure has. */
function lacking(error: unknown): string {
  if (!(error instanceof TypeError)) return ''
  if (error.message !== 'fetch failed') return `This one has the message \`${error.message}\`. `
  return hasCode(causeOf(error)) ? '' : 'This one has no `code`. '
}

function hasCode(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause
}
