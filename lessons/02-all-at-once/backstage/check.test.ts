import { audited, simulate, type NetworkInput, type Product, type Run } from '@overlap/mock-server'
import { everyScenario, fc, isSame, latencies, shown, sizes } from '@overlap/scenarios'
import { allAtOnce, diagnose, facts } from '@overlap/trace'
import { describe, test } from 'vitest'
import { loadProducts } from '#lesson'

/** Products to load, each with the latency of its call in ms. */
interface Scene {
  readonly ids: readonly number[]
  readonly latencyMs: readonly number[]
}

// The first product is the slowest, so finish order and list order differ.
const four: Scene = { ids: [1, 2, 3, 4], latencyMs: [300, 100, 200, 150] }

/** Lists of so many different products. */
const lists = (size: fc.Arbitrary<number>): fc.Arbitrary<Scene> =>
  size.chain((length) =>
    fc.record({
      ids: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), {
        minLength: length,
        maxLength: length,
      }),
      latencyMs: latencies(length),
    }),
  )

const several = lists(sizes.filter((size) => size > 1))
const tell = ({ ids }: Scene): string =>
  ids.length === 0 ? 'an empty list' : `the URLs of products ${ids.join(', ')}`

const load = audited(loadProducts)

const networkOf = ({ ids, latencyMs }: Scene): NetworkInput => ({
  routes: Object.fromEntries(ids.map((id, i) => [`/products/${id}`, { latency: latencyMs[i]! }])),
})

const play = (scene: Scene, network: NetworkInput = {}): Promise<Run<Product[]>> =>
  simulate(
    { ...networkOf(scene), ...network },
    async (api) => {
      const products = await load(scene.ids.map((id) => api.url(`/products/${id}`)))
      // A copy: what is added after the function has returned does not count.
      return Array.isArray(products) ? [...products] : products
    },
    { leaves: network.failures ? ['call'] : [] },
  )

const { value: catalogue } = await simulate({}, (api) =>
  Promise.all(
    Array.from(
      { length: 60 },
      async (_, i): Promise<Product> =>
        (await fetch(api.url(`/products/${i + 1}`))).json() as Promise<Product>,
    ),
  ),
)
const productsOf = ({ ids }: Scene): Product[] => ids.map((id) => catalogue[id - 1]!)

/** Mistakes that would make any other sentence untrue. */
function diagnoseEnding(run: Run<Product[]>, { ids }: Scene): void {
  const { calls } = run.trace
  const pending = run.traceAtSettle.calls.filter(({ outcome }) => outcome === 'pending').length
  diagnose(run, [
    [
      run.outcome === 'fulfilled' && pending > 0,
      `Your function returned at ${run.settledMs} ms, while ${pending} of ${calls.length} calls were ` +
        'still in flight. `forEach` ignores the promises of its callback, and so does a callback ' +
        'without `return`. Collect the promises with `map`, and await them.',
    ],
    [
      run.outcome === 'rejected',
      `No call failed, but your promise rejected with ${shown(run.reason)}.`,
    ],
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
    [
      calls.length !== ids.length,
      `Expected one call for each of the ${ids.length} URLs, but ${calls.length} were sent.`,
    ],
  ])
}

describe('Your task', () => {
  test(
    'sends every call before the first one ends',
    everyScenario(several, { first: [four], tell }, async (scene) => {
      const run = await play(scene)
      diagnoseEnding(run, scene)
      const { calls } = run.trace
      const { peakInFlight, slowestMs } = facts(run.trace)
      const firstEndMs = Math.min(...calls.map(({ endMs = Infinity }) => endMs))
      const late = calls.filter(({ sentMs }) => sentMs > 0)
      const waited = late.filter(({ sentMs }) => sentMs >= firstEndMs)
      diagnose(
        run,
        [
          [
            peakInFlight === 1,
            'Only one call was in flight at a time, because each waits for the one before. Send all ' +
              'calls first, and await them afterwards.',
          ],
          [
            waited.length > 0,
            `At most ${peakInFlight} of ${calls.length} calls were in flight at once: ` +
              `${waited.length} waited until another call had ended. Send all of them first, without ` +
              'an `await` in between.',
          ],
          [
            late.length > 0,
            `${late.length} of ${calls.length} calls were sent late, the last at ` +
              `${late.at(-1)?.sentMs} ms, although nothing kept them from being sent at 0 ms. A delay ` +
              'before a call makes everything take longer.',
          ],
          [
            run.settledMs > slowestMs,
            `The last answer came after ${slowestMs} ms, but your promise resolved at ` +
              `${run.settledMs} ms. Return as soon as every answer is there.`,
          ],
        ],
        allAtOnce(run.trace),
      )
    }),
  )

  test(
    'returns the products in the order of their URLs',
    everyScenario(several, { first: [four], tell }, async (scene) => {
      const run = await play(scene)
      diagnoseEnding(run, scene)
      diagnoseProducts(run, scene)
    }),
  )

  test(
    'rejects with the error of a call that fails',
    everyScenario(
      fc.record({
        scene: several,
        failing: fc.nat(),
        kind: fc.constantFrom('refused' as const, 'reset-body' as const),
      }),
      {
        first: [{ scene: four, failing: 2, kind: 'refused' as const }],
        tell: ({ scene }) => tell(scene),
      },
      async ({ scene, failing, kind }) => {
        const id = scene.ids[failing % scene.ids.length]
        const run = await play(scene, { failures: [{ kind, route: `/products/${id}` }] })
        diagnose(run, [
          [
            run.outcome === 'fulfilled',
            `The call for product ${id} failed, but your promise resolved with ` +
              `${shown(run.outcome === 'fulfilled' ? run.value : undefined)}. Your caller takes that ` +
              'for the complete list. Let the error reject your promise.',
          ],
          [run.outcome === 'never-settles', run.diagnosis ?? ''],
          [
            !isNetworkError(run.reason),
            `The call for product ${id} failed with a TypeError, but your promise rejected with ` +
              `${shown(run.reason)}. Pass on the error of the call, or wrap it: ` +
              '`new Error(…, { cause: error })`.',
          ],
        ])
      },
    ),
  )
})

describe('Go further', () => {
  test(
    'takes an empty list, and the same URL twice',
    everyScenario(
      fc.record({
        ids: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 }),
        latencyMs: latencies(6),
      }),
      {
        first: [
          { ids: [], latencyMs: [] },
          { ids: [2, 1, 2], latencyMs: [90, 50, 90] },
        ],
        tell,
      },
      async (scene) => {
        const run = await play(scene)
        diagnose(run, [
          [
            run.outcome !== 'fulfilled',
            `Your promise did not resolve: ${run.diagnosis ?? shown(run.reason)}.`,
          ],
        ])
        diagnoseProducts(run, scene)
      },
    ),
  )

  test(
    'loads two lists at once without mixing them',
    everyScenario(fc.tuple(several, several), { draws: 20 }, async ([one, other]) => {
      const run = await simulate({ latency: 100 }, async (api) => {
        const urls = ({ ids }: Scene): string[] => ids.map((id) => api.url(`/products/${id}`))
        const both = await Promise.all([load(urls(one)), load(urls(other))])
        return [...both, await load(urls(one))]
      })
      const wanted = [productsOf(one), productsOf(other), productsOf(one)]
      diagnose(run, [
        [
          !isSame(run.value, wanted),
          'Two lists were loaded at once, then one of them again, and a result was not the list for ' +
            'its URLs. Keep no state outside of your function.',
        ],
      ])
    }),
  )
})

function diagnoseProducts(run: Run<Product[]>, scene: Scene): void {
  const seen: readonly unknown[] = run.value
  const wanted = productsOf(scene)
  const idsOf = (list: readonly unknown[]): string =>
    list.map((one) => (one as Product | undefined)?.id ?? '?').join(', ')
  const arrived = run.trace.calls
    .toSorted((a, b) => (a.endMs ?? 0) - (b.endMs ?? 0))
    .map(({ url }) => Number(url.split('/').at(-1)))
  diagnose(run, [
    [
      !Array.isArray(seen),
      `Expected a list of products, but your promise resolved with ${shown(seen)}.`,
    ],
    [
      Array.isArray(seen) && seen.some((one) => one instanceof Promise),
      'Your list holds promises instead of products. `await` on a list does not wait for the promises ' +
        'in it; `Promise.all` does.',
    ],
    [
      Array.isArray(seen) && seen.some((one) => one instanceof Response),
      'Your list holds responses instead of products. `fetch` resolves when the headers arrive; read ' +
        'the body with `json()`.',
    ],
    [
      idsOf(wanted) !== arrived.join(', ') && idsOf(seen) === arrived.join(', '),
      `Products ${idsOf(seen)}: your list is in the order the answers arrived, and the URLs were those ` +
        `of products ${idsOf(wanted)}. Let \`Promise.all\` collect the results; it keeps the order of ` +
        'its input.',
    ],
    [
      idsOf(seen) !== idsOf(wanted),
      `Expected products ${idsOf(wanted)}, in the order of the URLs, but your list holds ${idsOf(seen)}.`,
    ],
    [
      !isSame(seen, wanted),
      `Expected each product as the server sent it, such as ${shown(wanted[0])}, but your list holds ` +
        `${shown(seen[0])}.`,
    ],
  ])
}

/** Whether it is the error that \`fetch\` or \`json()\` rejects with, or wraps it. */
function isNetworkError(error: unknown): boolean {
  if (error instanceof TypeError) return /^(?:fetch failed|terminated)$/.test(error.message)
  if (!(error instanceof Error)) return false
  const inner = error instanceof AggregateError ? error.errors : [error.cause]
  return inner.some(isNetworkError)
}
