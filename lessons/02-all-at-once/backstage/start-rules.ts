import type { Product, Run } from '@overlap/mock-server'
import { few, idsIn, shown, unhandledIn } from '@overlap/scenarios'
import { allAtOnce, diagnose, type Call } from '@overlap/trace'
import { diagnoseEntries } from './product-rules.ts'
import type { Scene } from './play.ts'
import { idOf } from './words.ts'

const endsOf = (calls: readonly Call[]): number[] => calls.map(({ endMs = Infinity }) => endMs)

const were = (count: number): string => (count === 1 ? 'was' : 'were')
const are = (count: number): string => (count === 1 ? 'is' : 'are')

/** Mistakes after which no other sentence would be true. */
export function diagnoseEnding(run: Run<Product[]>, scene: Scene): void {
  const { calls } = run.trace
  const pending = run.traceAtSettle.calls.filter(({ outcome }) => outcome === 'pending').length
  const when = `at ${run.settledMs} ms, while ${pending} of ${calls.length} calls ${were(pending)} still in flight`
  const early = run.outcome === 'fulfilled' && pending > 0
  const firstEndMs = Math.min(...endsOf(calls))
  const list: unknown = run.outcome === 'fulfilled' ? run.value : undefined
  const empty = Array.isArray(list) ? list.length - Object.keys(list).length : 0
  if (early && empty === 0) diagnoseEntries(run, scene)
  diagnose(run, [
    [
      early && run.settledMs < firstEndMs,
      `Your function returned ${when}: nothing waited for them. \`forEach\`, for example, ignores the ` +
        'promises of its callback. Collect the promises, then wait for all of them.',
    ],
    [
      early && run.settledMs === firstEndMs,
      `Your promise resolved with the first answer, ${when}. \`Promise.race\` and \`Promise.any\` ` +
        'wait for one promise only. Wait for all of them.',
    ],
    [
      early && empty > 0,
      `Your promise resolved ${when}, so ${empty} of ${scene.ids.length} places in your array ${are(empty)} ` +
        'empty. The `length` of an array counts empty places, too. Wait for every call that you send.',
    ],
    [early, `Your promise resolved ${when}. Wait for every call that you send.`],
  ])
  if (empty > 0) diagnoseEntries(run, scene)
  const index = numberAsOptions(run.reason)
  diagnose(run, [
    [
      isNotIterable(run.reason),
      'Your promise rejected with `TypeError: undefined is not iterable`: something that should be an ' +
        'array is `undefined`. `forEach`, for example, returns nothing, so `Promise.all` has no array ' +
        'to wait for. `map` returns an array of what its callback returns.',
    ],
    [
      index !== undefined && index < scene.ids.length,
      `\`fetch\` was called with the index ${index} as its options, so your promise rejected with a ` +
        '`TypeError`. `map` passes the index as the second argument of its callback. Call `fetch` with ' +
        'the URL only.',
    ],
    [
      run.outcome === 'rejected' && calledJsonElsewhere(run.reason),
      `Your promise rejected with ${shown(run.reason)}, so \`json()\` was called on something that isn't a ` +
        'response. `fetch` returns a promise for the response: await it before you call `json()`.',
    ],
    [
      run.outcome === 'rejected',
      `No call failed, but your promise rejected with ${shown(run.reason)}. The error comes ` +
        'from your code, not from the network.',
    ],
    [
      run.outcome === 'never-settles' && run.unhandled.length > 0,
      `No call failed, but ${unhandledIn(run)}`,
    ],
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
  ])
  diagnoseCalls(run, scene)
}

/** What `Promise.all(undefined)` and `for (… of undefined)` throw. */
function isNotIterable(error: unknown): boolean {
  return error instanceof TypeError && error.message.startsWith('undefined is not iterable')
}

/** The number that `fetch` got in place of its options, if that is why it rejected. */
function numberAsOptions(error: unknown): number | undefined {
  if (!(error instanceof TypeError)) return undefined
  const [, number] =
    /Expected (\d+) to be one of: Null, Undefined, Object/.exec(error.message) ?? []
  return number === undefined ? undefined : Number(number)
}

/** One call for each of several URLs. */
function diagnoseCalls(run: Run<Product[]>, { ids }: Scene): void {
  const sent = Map.groupBy(run.trace.calls, idOf)
  const held = run.outcome === 'fulfilled' && Array.isArray(run.value) ? idsIn(run.value) : []
  const missing = ids.find((id) => !sent.has(id))
  const [twice, calls = []] = [...sent].find(([, { length }]) => length > 1) ?? []
  const allTwice =
    sent.size === ids.length && [...sent.values()].every(({ length }) => length === calls.length)
  diagnose(run, [
    [sent.size === 0 && held.length === 0, `Expected ${ids.length} calls, but none was sent.`],
    [
      twice !== undefined && allTwice,
      `Each URL was requested ${calls.length === 2 ? 'twice' : `${calls.length} times`}. Every call of ` +
        '`fetch` sends a request. Call it once per URL, and keep its promise.',
    ],
    [
      twice !== undefined,
      `\`/products/${twice}\` was requested ${calls.length} times. Send one call for each URL.`,
    ],
    [
      missing !== undefined && held.includes(missing),
      `\`/products/${missing}\` was not requested, but product ${missing} is in your array: your code ` +
        'kept it from an earlier run of your function. By now it may be out of date. Keep nothing ' +
        'outside your function, and send one call for each URL.',
    ],
    [
      missing !== undefined,
      `\`/products/${missing}\` was never requested. Send one call for each URL.`,
    ],
  ])
}

/** When the calls were sent, and whether the array of URLs is unchanged. */
export function diagnoseStarts(run: Run<Product[]>): void {
  const { calls } = run.trace
  const ends = endsOf(calls)
  const inFlight = calls.map(
    ({ sentMs: atMs }) => calls.filter(({ sentMs }, i) => sentMs <= atMs && atMs < ends[i]!).length,
  )
  const peak = Math.max(...inFlight)
  const late = calls.filter(({ sentMs }) => sentMs > 0)
  const waited = late.length > 0 && late.every(({ sentMs }) => ends.includes(sentMs))
  const lastMs = Math.max(...ends)
  diagnose(
    run,
    [
      [
        waited && peak === 1,
        'Only one call was in flight at a time: each was sent when the one before had ended. Send all ' +
          'calls first, and await them afterwards.',
      ],
      [
        waited,
        `Only ${calls.length - late.length} of ${calls.length} calls ${were(calls.length - late.length)} sent at 0 ms. The ` +
          `${late.length === 1 ? 'last one' : `other ${late.length}`} waited until another call had ` +
          'ended. Send all of them first, without a limit and without an `await` in between.',
      ],
      [
        late.length > 0,
        `The last of ${calls.length} calls was sent at ${late.at(-1)?.sentMs} ms, although nothing kept ` +
          'it from being sent at 0 ms. Send every call before your first `await`: a later start only ' +
          'costs time.',
      ],
    ],
    allAtOnce(run.trace),
  )
  // A wanted picture would show the same: only the end of the promise differs.
  diagnose(run, [
    [
      run.settledMs > lastMs,
      `The last answer arrived at ${lastMs} ms, but your promise resolved at ${run.settledMs} ms: your ` +
        'code waited for a timer. A timer that polls, for example, notices the end late. Await the ' +
        'promises themselves.',
    ],
  ])
  diagnose(
    run,
    run.leftovers
      .filter((left) => left.kind === 'mutation')
      .map(({ before, after }) => [
        true,
        `Your code changed the array of URLs that it was given: ${listed(before)} became ` +
          `${listed(after)}. The caller may still use that array. Work on a copy.`,
      ]),
  )
}

/** The URLs of an array by their products. */
function listed(urls: unknown): string {
  const ids = (urls as readonly string[]).map((url) => url.split('/').at(-1)!)
  return ids.length === 0 ? 'an empty array' : `products ${few(ids)}`
}

function calledJsonElsewhere(error: unknown): boolean {
  return error instanceof TypeError && error.message.endsWith('.json is not a function')
}
