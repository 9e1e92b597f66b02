import { simulate, type NetworkInput } from '@overlap/mock-server'
import type { Call, Trace } from '@overlap/trace'
import { exact } from '../report/figure.ts'
import type { Figure } from '../report/report.ts'

/** Lets work call the shop in virtual time. @throws What the work rejects with. */
export async function record(
  network: NetworkInput,
  work: (urlOf: (id: number) => string) => Promise<unknown>,
): Promise<Trace> {
  const run = await simulate(network, (api) => work((id) => api.url(`/products/${id}`)))
  // Throws if the work rejected.
  void run.value
  return run.trace
}

/** Reads one product. */
export const load = async (url: string): Promise<string> => (await fetch(url)).text()

/** The whole numbers from 1 to `count`: the products to load. */
export const idsTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1)

/** How long the calls of a trace took, in ms, in the order of their ids. */
export function latenciesOf({ calls }: Trace): number[] {
  const idOf = ({ url }: Call): number => Number(new URL(url).pathname.split('/').at(-1))
  return calls
    .toSorted((a, b) => idOf(a) - idOf(b))
    .map(({ sentMs, endMs = sentMs }) => endMs - sentMs)
}

/** The ids of calls with these latencies, the slowest first. */
export const slowestFirstOf = (latencies: readonly number[]): number[] =>
  idsTo(latencies.length).toSorted((a, b) => latencies[b - 1]! - latencies[a - 1]!)

/** By how much a measured value is above theory. */
export const difference = (measured: number, theory: number): Figure =>
  exact(100 * (measured / theory - 1), '%')

/** The largest value, or 0 if there is none. */
export const most = (values: readonly number[]): number => Math.max(0, ...values)
