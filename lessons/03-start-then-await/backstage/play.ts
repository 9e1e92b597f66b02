import {
  audited,
  simulate,
  type NetworkInput,
  type Price,
  type Product,
  type Recommendation,
  type Review,
  type Run,
} from '@overlap/mock-server'
import { callFailures, fc, latencies, type CallFailure } from '@overlap/scenarios'
import type { Call, Trace } from '@overlap/trace'
import type { ProductPage } from '../page.ts'
import { pathOf } from './words.ts'

/** The five calls of a page. */
export const parts = ['product', 'reviews', 'recommendations', 'offered', 'price'] as const
export type Part = (typeof parts)[number]

/** A page to load, with the latency of each of its calls in ms. */
export interface Scene {
  readonly productId: number
  readonly userId: number
  readonly latencyMs: Readonly<Record<Part, number>>
  /** How long a body takes after its headers, in ms. */
  readonly bodyMs: number
}

/** What the learner's function is called with, and what it returns if it is right. */
export type Load = (shop: string, productId: number, userId: number) => Promise<ProductPage>

const users = Array.from({ length: 20 }, (_, i) => i + 1)
const products = users

/** What the shop answers to every path that a page may need. */
const { value: answers } = await simulate({}, async (api) => {
  const load = async (path: string): Promise<[string, unknown]> => [
    path,
    await (await fetch(api.url(path))).json(),
  ]
  const lists = await Promise.all(users.map((id) => load(`/users/${id}/recommendations`)))
  const best = lists.map(([, list]) => (list as Recommendation[])[0]!.productId)
  const paths = [...new Set([...products, ...best])].flatMap((id) =>
    ['', '/reviews', '/price'].map((rest) => `/products/${id}${rest}`),
  )
  return new Map([...lists, ...(await Promise.all(paths.map(load)))])
})

/** The products that are recommended to the user of a scene, best first. */
export const recommendedIn = ({ userId }: Scene): number[] =>
  (answers.get(`/users/${userId}/recommendations`) as Recommendation[]).map(
    ({ productId }) => productId,
  )

/** The path of each call. */
export function pathsOf(scene: Scene): Readonly<Record<Part, string>> {
  const { productId, userId } = scene
  const [best] = recommendedIn(scene)
  return {
    product: `/products/${productId}`,
    reviews: `/products/${productId}/reviews`,
    recommendations: `/users/${userId}/recommendations`,
    offered: `/products/${best}`,
    price: `/products/${best}/price`,
  }
}

/** The page of a scene, as the shop has it. */
export function pageOf(scene: Scene): ProductPage {
  const { product, reviews, offered, price } = pathsOf(scene)
  return {
    product: answers.get(product) as Product,
    reviews: answers.get(reviews) as Review[],
    offer: { product: answers.get(offered) as Product, price: answers.get(price) as Price },
  }
}

// The reviews take longer than the recommendations, so it matters what the offer waits for.
export const teaching: Scene = {
  productId: 4,
  userId: 7,
  latencyMs: { product: 100, reviews: 300, recommendations: 200, offered: 150, price: 100 },
  bodyMs: 0,
}

// The recommendations are the slowest of the first three calls.
export const slowChain: Scene = {
  productId: 12,
  userId: 4,
  latencyMs: { product: 200, reviews: 100, recommendations: 300, offered: 80, price: 140 },
  bodyMs: 30,
}

/** Pages of different products and users. */
export const pages: fc.Arbitrary<Scene> = fc
  .record({
    productId: fc.constantFrom(...products),
    userId: fc.constantFrom(...users),
    latencyMs: latencies(parts.length),
    bodyMs: fc.constantFrom(0, 0, 35),
  })
  .map(({ latencyMs, ...scene }) => ({
    ...scene,
    latencyMs: Object.fromEntries(
      parts.map((part, i) => [part, latencyMs[i]!]),
    ) as Scene['latencyMs'],
  }))
  .filter((scene) => !recommendedIn(scene).includes(scene.productId))

/** A scene in a few words. */
export const tell = (scene: Scene): string =>
  `product ${scene.productId} and user ${scene.userId}, whose offer is product ${recommendedIn(scene)[0]}`

const networkOf = (scene: Scene): NetworkInput => ({
  firstByteMs: scene.bodyMs,
  routes: Object.fromEntries(
    parts.map((part) => [pathsOf(scene)[part], { latency: scene.latencyMs[part] }]),
  ),
})

/** Which calls of a page fail, and how. */
export interface Trouble {
  readonly kind: CallFailure
  readonly parts: readonly Part[]
}

/** Draws which calls fail, and how. */
export const troubles: fc.Arbitrary<Trouble> = fc.record({
  kind: callFailures,
  parts: fc.uniqueArray(fc.constantFrom(...parts), { minLength: 1, maxLength: 3 }),
})

const failuresOf = (scene: Scene, trouble?: Trouble): { kind: CallFailure; route: string }[] =>
  trouble?.parts.map((part) => ({ kind: trouble.kind, route: pathsOf(scene)[part] })) ?? []

/** Every way in which one call of a page fails. */
export const oneFails: readonly Trouble[] = parts.flatMap((part) =>
  (['refused', 'reset-body', 'garbage'] as const).map((kind) => ({ kind, parts: [part] })),
)

/** Loads the page of a scene with the learner's function. */
export function play(load: Load, scene: Scene, trouble?: Trouble): Promise<Run<ProductPage>> {
  const { productId, userId } = scene
  const loadPage = audited(load)
  return simulate(
    { ...networkOf(scene), failures: failuresOf(scene, trouble) },
    (api) => loadPage(api.origin, productId, userId),
    // When a call fails, the others may run on.
    { leaves: trouble ? ['call'] : [] },
  )
}

/** The calls that can be sent at 0 ms, and those of the offer. */
const rounds: readonly (readonly Part[])[] = [
  ['product', 'reviews', 'recommendations'],
  ['offered', 'price'],
]

/**
 * A call whose failure rejects the promise at once, although that of another call sent together with it
 * doesn't. There is none if the function awaits the calls together, or waits for all of them to end.
 */
export async function promptPart(load: Load, scene: Scene): Promise<Part | undefined> {
  for (const round of rounds) {
    const prompt: Part[] = []
    for (const part of round) {
      const latencyMs = Object.fromEntries(parts.map((each) => [each, each === part ? 50 : 300]))
      const fast = { ...scene, latencyMs: latencyMs as Scene['latencyMs'] }
      const run = await play(load, fast, { kind: 'refused', parts: [part] })
      const { endMs = 0 } = callFor(run, fast, part) ?? {}
      if (run.outcome === 'rejected' && run.settledMs <= endMs) prompt.push(part)
    }
    if (prompt.length < round.length) return prompt[0]
  }
  return undefined
}

/** Loads a page of a user to whom nothing is recommended, while some calls may fail. */
export function playWithoutOffer(
  load: Load,
  scene: Scene,
  trouble?: Trouble,
): Promise<Run<ProductPage>> {
  const { productId, userId } = scene
  const loadPage = audited(load)
  const route = pathsOf(scene).recommendations
  const failures = [
    { kind: 'status' as const, status: 200, body: [], route },
    ...failuresOf(scene, trouble),
  ]
  return simulate(
    { ...networkOf(scene), failures },
    (api) => loadPage(api.origin, productId, userId),
    { leaves: trouble ? ['call'] : [] },
  )
}

/** The call of a run for a part of the page. */
export function callFor(run: Run<unknown>, scene: Scene, part: Part): Call | undefined {
  const path = pathsOf(scene)[part]
  return run.trace.calls.find((call) => pathOf(call) === path)
}

/** When a call could have been sent: as soon as what it needs had arrived. */
export function earliestMs(run: Run<unknown>, scene: Scene, part: Part): number {
  if (part !== 'offered' && part !== 'price') return 0
  const { endMs = Infinity, sentMs = 0 } = callFor(run, scene, 'recommendations') ?? {}
  return endMs - sentMs
}

/** The five calls of a run as they should have been sent. */
export function wantedOf(run: Run<unknown>, scene: Scene): Trace | undefined {
  const calls: Call[] = []
  for (const part of parts) {
    const call = callFor(run, scene, part)
    if (call?.endMs === undefined) return undefined
    const byMs = earliestMs(run, scene, part) - call.sentMs
    const { headersMs } = call
    const { server: _, ...rest } = call
    calls.push({
      ...rest,
      sentMs: call.sentMs + byMs,
      ...(headersMs !== undefined && { headersMs: headersMs + byMs }),
      endMs: call.endMs + byMs,
    })
  }
  const nowMs = Math.max(...calls.map(({ endMs = 0 }) => endMs))
  return { ...run.trace, calls, nowMs, marks: [] }
}
