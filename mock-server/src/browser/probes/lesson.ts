import { facts } from '@overlap/trace'
import { simulate, type NetworkInput, type Product } from '../../index.ts'

interface Solution {
  readonly loadProducts: (urls: readonly string[]) => Promise<Product[]>
}

// The first product is the slowest, so that finish order and list order differ.
const network: NetworkInput = {
  routes: {
    '/products/1': { latency: 300 },
    '/products/2': { latency: 100 },
    '/products/3': { latency: 200 },
    '/products/4': { latency: 150 },
  },
}

/** What lesson 02's check measures. */
export async function lesson(solutionUrl: string): Promise<unknown> {
  const { loadProducts } = (await import(/* @vite-ignore */ solutionUrl)) as Solution
  const load = (more: NetworkInput = {}) =>
    simulate({ ...network, ...more }, (api) =>
      loadProducts([1, 2, 3, 4].map((id) => api.url(`/products/${id}`))),
    )
  const good = await load()
  const bad = await load({ failures: [{ kind: 'refused', route: '/products/3' }] })
  const { peakInFlight, makespanMs } = facts(good.trace)
  return {
    ids: good.value.map(({ id }) => id),
    peakInFlight,
    makespanMs,
    settledMs: good.settledMs,
    failure: [bad.outcome, String(bad.reason)],
  }
}
