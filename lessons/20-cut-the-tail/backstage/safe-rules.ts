import { audited, simulate } from '@overlap/mock-server'
import { ending, fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { MakeHedged } from './play.ts'

/** A caller, and whether its work is safe to do twice. */
export interface SafeScene {
  readonly latencyMs: number
  readonly isSafe: boolean
}

export const safeScenes: fc.Arbitrary<SafeScene> = fc.record({
  latencyMs: fc.constantFrom(50, 500),
  isSafe: fc.boolean(),
})

export const firstSafe: readonly SafeScene[] = [
  { latencyMs: 500, isSafe: false },
  { latencyMs: 500, isSafe: true },
]

const afterMs = 105

/** Only what is safe to do twice gets a second call. */
export async function judgeSafe(
  hedged: MakeHedged,
  { latencyMs, isSafe }: SafeScene,
): Promise<void> {
  const order = { teapots: 2 }
  const given: unknown[][] = []
  let calls = 0
  const run = await simulate({ latency: latencyMs }, async (api) => {
    const fn = async (
      _: unknown,
      { signal }: { readonly signal: AbortSignal },
    ): Promise<string> => {
      calls += 1
      const response = await fetch(api.url('/orders/1'), { signal })
      return response.text()
    }
    const load = audited(
      hedged(fn, {
        afterMs,
        isSafe: (...args: unknown[]) => {
          given.push(args)
          return isSafe
        },
      }),
    )
    await Promise.allSettled([load(order)])
  })
  const wanted = isSafe && latencyMs > afterMs ? 2 : 1
  diagnose(run, [
    [
      given.length > 0 && !Object.is(given[0]?.[0], order),
      `\`isSafe\` was called with ${shown(given[0]?.[0])}. Call it with the argument that the caller passed.`,
    ],
    [
      calls > wanted && !isSafe && given.length === 0,
      'The first call was slow, and a second one was sent. `isSafe` would have returned `false`, but your code never ' +
        'called it. If the work is to place an order, there are two orders now.',
    ],
    [
      calls > wanted && !isSafe,
      '`isSafe` returned `false`, but a second call was sent. If the work is to place an order, there are two ' +
        'orders now.',
    ],
    [
      calls < wanted,
      `\`isSafe\` returned \`true\`, and the first call was slow, but ${calls === 0 ? '`fn` was never called' : 'no second one was sent'}.`,
    ],
    [calls !== wanted, `\`fn\` was called ${calls} times instead of ${wanted}.`],
  ])
}

/** If `isSafe` throws, the caller gets that error. */
export async function judgeThrowing(hedged: MakeHedged): Promise<void> {
  const bug = new Error('a bug in your isSafe')
  let result: PromiseSettledResult<unknown> | undefined
  let askedMs = 0
  const run = await simulate({}, async (_, time) => {
    const load = audited(
      hedged((ms: number, { signal }) => time.sleep(ms, { signal }), {
        afterMs,
        isSafe: () => {
          askedMs = time.nowMs
          throw bug
        },
      }),
    )
    ;[result] = await Promise.allSettled([load(500)])
  })
  const isLost = result?.status !== 'rejected' || !Object.is(result.reason, bug)
  diagnose(run, [
    [
      isLost && askedMs > 0,
      `\`isSafe\` threw ${shown(bug)} at ${askedMs} ms, in your timer, but the caller's promise ${ending(result)}. Call ` +
        '`isSafe` before the first call, where its error rejects that promise.',
    ],
    [
      isLost,
      `\`isSafe\` threw ${shown(bug)}, but the caller's promise ${ending(result)}. Let the error through.`,
    ],
  ])
}

/** The learner's `isRepeatable`. */
export type IsRepeatable = (request: Request) => boolean

const key = { 'Idempotency-Key': 'cart-4711' }

const requests: readonly (readonly [
  method: string,
  headers: Readonly<Record<string, string>>,
  isRepeatable: boolean,
  why: string,
])[] = [
  ['GET', {}, true, 'A GET changes nothing. `request.method` is in upper case.'],
  ['POST', {}, false, 'If it arrives twice, there may be two orders.'],
  ['POST', key, true, 'The server recognizes the key, and does the work once.'],
  ['PATCH', {}, false, 'A PATCH may add something, and the second one adds it again.'],
  ['PATCH', { 'idempotency-key': 'a' }, true, 'The names of headers ignore case.'],
  ['PUT', {}, true, 'A PUT replaces, so twice has the same effect as once: it is idempotent.'],
  ['DELETE', {}, true, 'What is deleted twice is gone, too: DELETE is idempotent.'],
  ['HEAD', {}, true, 'A HEAD changes nothing.'],
  ['OPTIONS', {}, true, 'An OPTIONS changes nothing.'],
  ['get', {}, true, '`Request` makes `get` upper case.'],
  [
    'POST',
    { 'Content-Type': 'application/json' },
    false,
    'Only an `Idempotency-Key` makes it safe.',
  ],
]

/** GET, HEAD, OPTIONS, PUT and DELETE are repeatable, and so is what has an `Idempotency-Key`. */
export function judgeRepeatable(isRepeatable: IsRepeatable): void {
  for (const [method, headers, wanted, why] of requests) {
    const request = new Request('http://shop.test/orders', { method, headers })
    const got: unknown = isRepeatable(request)
    const [name] = Object.keys(headers)
    diagnose({ calls: [], marks: [], nowMs: 0, epochMs: 0, dropped: 0 }, [
      [
        got !== wanted,
        `\`isRepeatable\` returned ${shown(got)} for a ${method} ${name ? `with the header \`${name}\`` : 'without headers'}, instead of ` +
          `\`${wanted}\`. ${why}`,
      ],
    ])
  }
}
