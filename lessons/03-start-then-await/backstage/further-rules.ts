import { audited, type NetworkInput, type Run } from '@overlap/mock-server'
import { isSame, mixingSentences, playTogether, shown, type Played } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { ProductPage } from '../page.ts'
import { onlyParts } from './page-rules.ts'
import { pageOf, pathsOf, type Load, type Scene } from './play.ts'
import { pathOf } from './words.ts'

/** What came of a page for which nothing is recommended. */
export function diagnoseNoOffer(run: Run<ProductPage>, scene: Scene): void {
  const { product, reviews, recommendations } = pathsOf(scene)
  const sent = run.trace.calls.map(pathOf)
  const strange = sent.find((path) => ![product, reviews, recommendations].includes(path))
  const again = sent.find((path, i) => sent.indexOf(path) < i)
  const given = `\`${recommendations}\` was an empty list`
  diagnose(run, [
    [
      strange !== undefined,
      `${given}, and your code requested \`${strange}\`. If the list is empty, don't make the calls for ` +
        'the offer.',
    ],
    [
      again !== undefined,
      `${given}, and your code requested \`${again}\` more than once. An empty list is a valid answer, so ` +
        'there is nothing to retry.',
    ],
    [
      run.outcome === 'rejected',
      `${given}, and your promise rejected with ${shown(run.reason)}. The product and its reviews can ` +
        'still be shown: return a page whose `offer` is `undefined`.',
    ],
    [
      run.outcome === 'never-settles',
      `${given}, and your promise never settled. Return a page whose \`offer\` is \`undefined\`.`,
    ],
  ])
  const value: ProductPage | null | undefined = run.value
  const wanted = pageOf(scene)
  const offer = value?.offer
  diagnose(run, [
    [
      typeof value !== 'object' || value === null,
      `${given}, and your promise resolved with ${shown(value)}. The product and its reviews can still be ` +
        'shown: return a page whose `offer` is `undefined`.',
    ],
    [
      offer !== undefined,
      `${given}, but the \`offer\` of your page is ${shown(offer)}. It should be \`undefined\`.`,
    ],
    [
      !isSame([value?.product, value?.reviews], [wanted.product, wanted.reviews]),
      `${given}. The page should still hold the product and its reviews, but it is ${shown(value)}.`,
    ],
  ])
}

/** Several pages that were loaded in one simulation. */
interface Together {
  readonly run: Run<unknown>
  readonly played: readonly Played<Scene, ProductPage>[]
  readonly fails: boolean
}

/** The latency of every call, and of the one that fails while another page is loading. */
const LATENCY_MS = 100
const FAILS_AT_MS = 50

/**
 * Loads two pages at the same time, and the second one alone at the end.
 *
 * @param fails - whether the product of the first page fails to load
 */
export async function playBoth(
  load: Load,
  one: Scene,
  other: Scene,
  fails: boolean,
): Promise<Together> {
  const loadPage = audited(load)
  const route = `/products/${one.productId}`
  const network: NetworkInput = {
    latency: LATENCY_MS,
    ...(fails && {
      routes: { [route]: { latency: FAILS_AT_MS } },
      failures: [{ kind: 'refused', route }],
    }),
  }
  const options = { network, one, other, alone: other, leavesCalls: fails }
  const seen = await playTogether(options, (api, { productId, userId }) =>
    loadPage(api.origin, productId, userId),
  )
  return { ...seen, fails }
}

const shared =
  'All runs share the variables outside your function. Keep promises and results in local variables.'

/** Whether each page came out as if it had been loaded alone. */
export function diagnoseMixing({ run, played, fails }: Together): void {
  for (const [i, { scene, result, tookMs = 0 }] of played.entries()) {
    // The first page fails, as it must.
    if (fails && i === 0) continue
    // It has the product that fails as its offer, so it fails, too.
    if (fails && pathsOf(scene).offered === pathsOf(played[0]!.scene).product) continue
    const alone = i === played.length - 1 ? ', and then one of them again, alone' : ''
    const page =
      `Two pages were loaded at the same time${alone}. ` +
      (fails && alone === '' ? `A call of one failed at ${FAILS_AT_MS} ms. ` : '') +
      `The promise for product ${scene.productId} and user ${scene.userId}`
    const value = result?.status === 'fulfilled' ? result.value : undefined
    const parts = value?.product?.id === scene.productId ? ', but with parts of another page' : ''
    const got =
      value === undefined ? shown(value) : `the page of product ${value.product?.id}${parts}`
    diagnose(run, [
      ...mixingSentences(run, {
        which: page,
        result:
          result?.status === 'fulfilled' ? { ...result, value: onlyParts(result.value) } : result,
        wanted: pageOf(scene),
        got,
        advice: shared,
      }),
      [
        tookMs > 2 * LATENCY_MS,
        `${page} took ${tookMs} ms, although its critical path takes ${2 * LATENCY_MS} ms. Another run of ` +
          'your function held it up. Each run has to wait for its own calls only.',
      ],
      [
        tookMs < 2 * LATENCY_MS,
        `${page} took ${tookMs} ms, although its critical path takes ${2 * LATENCY_MS} ms: it got answers ` +
          `of another run of your function, which may be out of date. ${shared}`,
      ],
    ])
  }
}
