import { asTheyFinish } from '@overlap/lesson-16'
import { simulate, type Latency } from '@overlap/mock-server'

/** When results arrive, in virtual ms. */
export interface Arrivals {
  readonly firstMs: number
  readonly lastMs: number
  /** The shortest latency: no result can arrive earlier. */
  readonly fastestMs: number
}

/** Makes 50 calls at once, and takes down when `asTheyFinish` yields the first result and the last one. */
export async function arrivals(latency: Latency, seed = 1): Promise<Arrivals> {
  const yieldedMs: number[] = []
  const { trace } = await simulate({ seed, latency }, async (api, time) => {
    const tasks = Array.from(
      { length: 50 },
      (_, i) =>
        async ({ signal }: { readonly signal: AbortSignal }) =>
          (await fetch(api.url(`/products/${i + 1}`), { signal })).text(),
    )
    for await (const _ of asTheyFinish(tasks)) yieldedMs.push(time.nowMs)
  })
  const latenciesMs = trace.calls.map(({ sentMs, endMs = sentMs }) => endMs - sentMs)
  return {
    firstMs: yieldedMs[0]!,
    lastMs: yieldedMs.at(-1)!,
    fastestMs: Math.min(...latenciesMs),
  }
}
