import {
  audited,
  simulate,
  type MockApi,
  type NetworkInput,
  type Product,
  type Run,
} from '@overlap/mock-server'
import {
  fc,
  few,
  latencies,
  playTogether,
  sizes,
  type CallFailure,
  type Played,
} from '@overlap/scenarios'

/** Products to load, each with the latency of its call in ms. */
export interface Scene {
  readonly ids: readonly number[]
  readonly latencyMs: readonly number[]
}

/** What the learner's function is called with, and what it returns if it is right. */
export type Load = (urls: readonly string[]) => Promise<Product[]>

// The first product is the slowest, so finish order and list order differ.
export const four: Scene = { ids: [1, 2, 3, 4], latencyMs: [300, 100, 200, 150] }

// More than a small batch, and the URLs are not in the order of the ids.
export const seven: Scene = {
  ids: [31, 8, 45, 2, 27, 16, 12],
  latencyMs: [210, 90, 160, 120, 240, 70, 180],
}

export const three: Scene = { ids: [31, 8, 12], latencyMs: [200, 300, 100] }

const most = 23

/** Lists of two or more different products. They are shrunk to fewer of the same products. */
export const several: fc.Arbitrary<Scene> = fc
  .record({
    size: sizes.filter((size) => size > 1),
    ids: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: most, maxLength: most }),
    latencyMs: latencies(most),
  })
  .map(({ size, ids, latencyMs }) => ({
    ids: ids.slice(0, size),
    latencyMs: latencyMs.slice(0, size),
  }))

/** A scene in a few words. */
export const tell = ({ ids }: Scene): string =>
  ids.length === 0 ? 'an empty array' : `the URLs of products ${few(ids)}`

const networkOf = ({ ids, latencyMs }: Scene): NetworkInput => ({
  routes: Object.fromEntries(ids.map((id, i) => [`/products/${id}`, { latency: latencyMs[i]! }])),
})

/** Which products of a scene fail to load, and how. */
export interface Trouble {
  readonly kind: CallFailure
  readonly ids: ReadonlySet<number>
}

/** Trouble with products of a scene. An index beyond the end counts from the start again. */
export function troubleIn({ ids }: Scene, kind: Trouble['kind'], indexes: number[]): Trouble {
  return { kind, ids: new Set(indexes.map((i) => ids[i % ids.length]!)) }
}

const failuresOf = ({ kind, ids }: Trouble): { kind: Trouble['kind']; route: string }[] =>
  [...ids].map((id) => ({ kind, route: `/products/${id}` }))

/** A copy: what is added to a list after the function has returned does not count. */
const copyOf = (list: Product[]): Product[] => (Array.isArray(list) ? list.slice() : list)

/** Loads the products of a scene with the learner's function. */
export function play(load: Load, scene: Scene, trouble?: Trouble): Promise<Run<Product[]>> {
  const loadProducts = audited(load)
  return simulate(
    { ...networkOf(scene), failures: trouble ? failuresOf(trouble) : [] },
    async (api) => copyOf(await loadProducts(urlsOf(scene, api))),
    // When a call fails, the others may run on.
    { leaves: trouble ? ['call'] : [] },
  )
}

/** Several runs in one simulation. */
export interface Together {
  readonly run: Run<unknown>
  readonly played: readonly Played<Scene, Product[]>[]
  /** How long a list takes whose calls are all sent at once. */
  readonly longestMs: (scene: Scene) => number
}

/** The latency of a call that fails while another list is loading. */
export const FAILS_AT_MS = 50

/** Loads two lists at the same time, and one of them alone at the end. A product of the first may fail. */
export async function playBoth(
  load: Load,
  one: Scene,
  other: Scene,
  failing?: number,
): Promise<Together> {
  const loadProducts = audited(load)
  const fails = failing !== undefined
  const latencyOf = new Map(one.ids.map((id, i) => [id, one.latencyMs[i]!]))
  if (fails) latencyOf.set(failing, FAILS_AT_MS)
  const longestMs = ({ ids }: Scene): number =>
    Math.max(...ids.map((id) => latencyOf.get(id) ?? 100))
  const network: NetworkInput = {
    latency: 100,
    routes: Object.fromEntries(
      [...latencyOf].map(([id, latency]) => [`/products/${id}`, { latency }]),
    ),
    failures: fails ? [{ kind: 'refused', route: `/products/${failing}` }] : [],
  }
  const options = { network, one, other, alone: fails ? other : one, leavesCalls: fails }
  const seen = await playTogether(options, async (api, scene) =>
    copyOf(await loadProducts(urlsOf(scene, api))),
  )
  return { ...seen, longestMs }
}

function urlsOf({ ids }: Scene, api: MockApi): string[] {
  return ids.map((id) => api.url(`/products/${id}`))
}

const { value: catalogue } = await simulate({}, (api) =>
  Promise.all(
    Array.from(
      { length: 60 },
      async (_, i): Promise<Product> =>
        (await fetch(api.url(`/products/${i + 1}`))).json() as Promise<Product>,
    ),
  ),
)

/** The products of a scene, as the server sends them. */
export const productsOf = ({ ids }: Scene): Product[] => ids.map((id) => catalogue[id - 1]!)
