import {
  audited,
  simulate,
  type MockApi,
  type NetworkInput,
  type Product,
  type Run,
} from '@overlap/mock-server'
import { fc, latencies, sizes } from '@overlap/scenarios'

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
  ids.length === 0 ? 'an empty list' : `the URLs of products ${ids.join(', ')}`

const networkOf = ({ ids, latencyMs }: Scene): NetworkInput => ({
  routes: Object.fromEntries(ids.map((id, i) => [`/products/${id}`, { latency: latencyMs[i]! }])),
})

/** Which calls of a scene fail, and how. An index beyond the end counts from the start again. */
export interface Failing {
  readonly kind: 'refused' | 'reset-body'
  readonly failing: readonly number[]
}

/** A copy: what is added to a list after the function has returned does not count. */
const copyOf = (list: Product[]): Product[] => (Array.isArray(list) ? list.slice() : list)

/** Loads the products of a scene with the learner's function. */
export function play(load: Load, scene: Scene, trouble?: Failing): Promise<Run<Product[]>> {
  const { kind = 'refused', failing = [] } = trouble ?? {}
  const ids = new Set(failing.map((i) => scene.ids[i % scene.ids.length]!))
  const failures = [...ids].map((id) => ({ kind, route: `/products/${id}` }))
  const loadProducts = audited(load)
  return simulate(
    { ...networkOf(scene), failures },
    async (api) => copyOf(await loadProducts(urlsOf(scene, api))),
    // When a call fails, the others may run on.
    { leaves: failures.length > 0 ? ['call'] : [] },
  )
}

/** Loads two lists at the same moment, the second one again 5 ms later, and then the first one alone. */
export function playTogether(load: Load, one: Scene, other: Scene): Promise<Run<Product[][]>> {
  const loadProducts = audited(load)
  return simulate({ ...networkOf(one), latency: 100 }, async (api, time) => {
    const loadScene = async (scene: Scene): Promise<Product[]> =>
      copyOf(await loadProducts(urlsOf(scene, api)))
    const later = time.sleep(5).then(() => loadScene(other))
    const lists = await Promise.all([loadScene(one), loadScene(other), later])
    return [...lists, await loadScene(one)]
  })
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
