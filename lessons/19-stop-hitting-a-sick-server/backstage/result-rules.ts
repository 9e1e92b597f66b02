import { count, ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { CircuitOpenError } from '../errors.ts'
import type { WantedEnd } from './model.ts'
import type { Came, Played } from './play.ts'
import type { Scene } from './scene.ts'

/** What each caller gets, and when. The calls of `fn` are right already. */
export function diagnoseResults(
  { run, came, strays, substitute }: Played,
  wanted: readonly WantedEnd[],
  scene: Scene,
): void {
  for (const [i, one] of came.entries()) {
    const want = wanted[i]!
    const mistakes = want.fallsBack
      ? fallbackMistakes(one, want, { strays, substitute, scene })
      : want.how === 'refused'
        ? refusalMistakes(one, want, lastRefused(came, wanted, i))
        : want.how === 'aborted'
          ? abortMistakes(one, want)
          : ownMistakes(one, want)
    diagnose(run, mistakes)
  }
}

type Mistakes = readonly (readonly [boolean, string])[]

const who = ({ caller }: Came): string => `the promise of the call at ${caller.atMs} ms`

/** When the caller before was refused. */
function lastRefused(came: readonly Came[], wanted: readonly WantedEnd[], i: number): number {
  const second = came[i]!.caller.second
  const before = wanted
    .slice(0, i)
    .findLastIndex(({ state }, n) => state === 'open' && came[n]!.caller.second === second)
  return before < 0 ? -Infinity : wanted[before]!.endMs
}

function refusalMistakes(
  came: Came,
  { endMs, state, sinceMs, untilMs }: WantedEnd,
  lastMs: number,
): Mistakes {
  const { result, settledMs = Infinity, fellBack } = came
  const { name, retryAfterMs } = (reasonOf(result) ?? {}) as {
    name?: unknown
    retryAfterMs?: unknown
  }
  const leftMs = state === 'probing' ? 0 : untilMs - endMs
  return [
    [
      result?.status === 'fulfilled' && !fellBack,
      `The circuit was open, and ${who(came)} ${ending(result)}. Reject with a \`CircuitOpenError\`, so that the caller ` +
        'can tell.',
    ],
    [
      name !== 'CircuitOpenError',
      `The circuit was open, and ${who(came)} ${ending(result)}. Reject with a \`CircuitOpenError\` from \`errors.ts\`: ` +
        'nothing was sent, and callers have to know that.',
    ],
    [
      settledMs > endMs,
      `The circuit was open, and ${who(came)} rejected only at ${settledMs} ms. Refuse at once.`,
    ],
    [
      state === 'open' && isNear(retryAfterMs, lastMs + (untilMs - sinceMs) - endMs),
      `The call at ${endMs} ms was refused with a \`retryAfterMs\` of ${shown(retryAfterMs)}. That fits a cool-down ` +
        `that restarted with the refused call at ${lastMs} ms. It begins when the circuit opens. If you throw the ` +
        '`CircuitOpenError` inside the `try`, your `catch` counts it.',
    ],
    [
      typeof retryAfterMs !== 'number' || !isNear(retryAfterMs, leftMs),
      state === 'probing'
        ? `A probe was in flight, and the \`retryAfterMs\` of a refused call was ${shown(retryAfterMs)} instead of 0: ` +
          'everything depends on the probe now.'
        : `The call at ${endMs} ms was refused, ${leftMs} ms before the cool-down was over, with a \`retryAfterMs\` of ` +
          `${shown(retryAfterMs)}. Pass \`CircuitOpenError\` what is left of the cool-down, ${leftMs} ms.`,
    ],
  ]
}

function isNear(given: unknown, ms: number): boolean {
  return typeof given === 'number' && Math.abs(given - ms) <= 1
}

function ownMistakes(came: Came, { endMs }: WantedEnd): Mistakes {
  const { caller, called, args, result, settledMs = Infinity, fellBack } = came
  const { end } = caller
  const error = end.ok || ('thrown' in end ? end.thrown : end.error)
  const isThrown = !end.ok && 'thrown' in end
  const fact = `${isThrown ? '`isFailure` threw' : '`fn` failed with'} ${shown(error)}, but ${who(came)} ${ending(result)}.`
  const hasArgs =
    called?.args.length === args?.length &&
    called?.args.every((arg, n) => Object.is(arg, args?.[n])) === true
  return [
    [
      called !== undefined && !hasArgs,
      '`fn` was called with other arguments than your function. Pass them on as they are: `fn(...args)`.',
    ],
    [
      fellBack !== undefined,
      `The call at ${caller.atMs} ms ${end.ok ? 'succeeded' : "ended with an error that isn't a failure"}, but the fallback was ` +
        'called. It replaces only calls that are refused or count as failed.',
    ],
    [
      result === undefined,
      `The call of \`fn\` ended at ${endMs} ms, but ${who(came)} never settled. Settle it as the call of \`fn\` ends.`,
    ],
    [
      !end.ok && result?.status === 'fulfilled',
      `${fact} ${isThrown ? 'Reject with what it threw.' : 'Count the error, then rethrow it.'}`,
    ],
    [
      !end.ok && result?.status === 'rejected' && !Object.is(result.reason, error),
      `${fact} ${isThrown ? 'Reject with what it threw.' : "Rethrow the error itself, even if it's `undefined`."}`,
    ],
    [
      end.ok && !(result?.status === 'fulfilled' && Object.is(result.value, end.ok && end.value)),
      `\`fn\` resolved with ${shown(end.ok && end.value)}, but ${who(came)} ${ending(result)}. Return the value itself.`,
    ],
    [
      settledMs !== endMs,
      `The call of \`fn\` ended at ${endMs} ms, but ${who(came)} settled at ${settledMs} ms. Don't wait for anything else.`,
    ],
  ]
}

function abortMistakes(came: Came, { endMs }: WantedEnd): Mistakes {
  const { caller, result, settledMs = Infinity, fellBack } = came
  const isBefore = (caller.abortMs ?? 0) <= caller.atMs
  const isRefused = reasonOf(result) instanceof CircuitOpenError
  return [
    [
      fellBack !== undefined,
      `The caller of the call at ${caller.atMs} ms aborted, but the fallback was called. Nobody waits for its result: reject ` +
        'with `signal.reason`.',
    ],
    [
      settledMs > endMs,
      `The caller aborted at ${endMs} ms, but ${who(came)} ${result ? `settled only at ${settledMs} ms` : 'never settled'}. Reject ` +
        'at once, even if `fn` ignores its signal.',
    ],
    [
      result?.status !== 'rejected' || !Object.is(result.reason, caller.reason),
      `The caller's signal ${isBefore ? 'had aborted before the call' : `aborted at ${endMs} ms`}, but ${who(came)} ${ending(result)}. ` +
        `Reject with \`signal.reason\` itself${isRefused ? ', even while the circuit is open' : ''}.`,
    ],
  ]
}

function fallbackMistakes(
  came: Came,
  { how, endMs, isLate }: WantedEnd,
  { strays, substitute, scene }: Pick<Played, 'strays' | 'substitute'> & { readonly scene: Scene },
): Mistakes {
  const { caller, fellBack, args, result, settledMs } = came
  const error = how === 'own' && !caller.end.ok ? caller.end.error : caller.reason
  const [given] = fellBack ?? []
  const isGiven =
    how === 'refused'
      ? (given as { name?: unknown } | undefined)?.name === 'CircuitOpenError'
      : Object.is(given, error)
  const what = how === 'refused' ? 'was refused' : 'failed'
  const value: unknown = result?.status === 'fulfilled' ? result.value : undefined
  const reason = reasonOf(result)
  const isThrown = scene.fallback === 'throws'
  return [
    [
      fellBack === undefined && strays[0] !== undefined,
      `The fallback was called with ${count(strays[0]?.length ?? 0, 'argument')} instead of 3. After the error, pass on those of your ` +
        'function: `fallback(error, ...args)`.',
    ],
    [
      fellBack === undefined && isLate,
      `The call at ${caller.atMs} ms failed at ${endMs} ms, but the fallback wasn't called. The circuit had opened or closed by then, so ` +
        "this failure doesn't have to count, but its caller still gets the fallback.",
    ],
    [
      fellBack === undefined,
      `The call at ${caller.atMs} ms ${what}, but the fallback wasn't called. Return what \`fallback(error, ...args)\` returns.`,
    ],
    [
      !isGiven,
      `The call at ${caller.atMs} ms ${what}, and the fallback was called with ${shown(given)}. Its first argument is the ` +
        'error.',
    ],
    [
      fellBack?.length !== 3 || args?.some((arg, n) => !Object.is(arg, fellBack[n + 1])) === true,
      'The fallback was called with other arguments than your function. After the error, pass them on: ' +
        '`fallback(error, ...args)`.',
    ],
    [
      !Object.is(isThrown ? reason : value, substitute),
      `The fallback ${isThrown ? 'threw' : 'returned'} ${shown(substitute)}, but ${who(came)} ${ending(result)}. ` +
        "Return what it returns, and don't catch what it throws.",
    ],
    [
      settledMs !== endMs + (scene.fallback === 'resolves later' ? 40 : 0),
      `The call at ${caller.atMs} ms ${what} at ${endMs} ms, but the caller had the result of the fallback only at ${settledMs} ms. ` +
        'Call the fallback at once.',
    ],
  ]
}
