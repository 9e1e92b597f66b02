import { audited, simulate, type NetworkInput, type Run } from '@overlap/mock-server'
import { isSame, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { ProductPage } from '../page.ts'
import { pageOf, pathsOf, type Load, type Scene } from './play.ts'
import { pathOf } from './words.ts'

/** What came of a page for which nothing is recommended. */
export function diagnoseNoOffer(run: Run<ProductPage>, scene: Scene): void {
  const { product, reviews, recommendations } = pathsOf(scene)
  const strange = run.trace.calls
    .map(pathOf)
    .find((path) => ![product, reviews, recommendations].includes(path))
  const given = `\`${recommendations}\` was an empty list`
  diagnose(run, [
    [
      strange !== undefined,
      `${given}, and your code requested \`${strange}\`. Send no call for the offer if there is no first ` +
        'recommendation.',
    ],
    [
      run.outcome === 'rejected',
      `${given}, and your promise rejected with ${shown(run.reason)}. The product and its reviews can be ` +
        'shown all the same: return a page whose `offer` is `undefined`.',
    ],
    [run.outcome === 'never-settles', `${given}, and your promise never settled.`],
  ])
  const wanted = pageOf(scene)
  const { offer, ...others } = run.value
  diagnose(run, [
    [
      offer !== undefined,
      `${given}, but the \`offer\` of your page is ${shown(offer)}. It should be \`undefined\`.`,
    ],
    [
      !isSame(others, { product: wanted.product, reviews: wanted.reviews }),
      `${given}. Expected the product and its reviews on the page, but it holds ${shown(others)}.`,
    ],
  ])
}

/** A page that was loaded while others were, and how it ended. */
interface Loaded {
  readonly scene: Scene
  /** Missing if the promise never settled. */
  result?: PromiseSettledResult<ProductPage>
  tookMs?: number
}

/** Several pages that were loaded in one simulation. */
interface Together {
  readonly run: Run<unknown>
  readonly loaded: readonly Loaded[]
  readonly fails: boolean
}

/** The latency of every call, and of the one that fails while another page is loading. */
const LATENCY_MS = 100
const FAILS_AT_MS = 50

/**
 * Loads two pages at the same moment, the second one again 5 ms later, and it alone at the end.
 *
 * @param fails - whether the product of the first page fails to load
 */
export async function playTogether(
  load: Load,
  one: Scene,
  other: Scene,
  fails: boolean,
): Promise<Together> {
  const loadPage = audited(load)
  const loaded: Loaded[] = []
  const route = `/products/${one.productId}`
  const network: NetworkInput = {
    latency: LATENCY_MS,
    ...(fails && {
      routes: { [route]: { latency: FAILS_AT_MS } },
      failures: [{ kind: 'refused', route }],
    }),
  }
  const run = await simulate(
    network,
    async (api, time) => {
      const loadScene = async (scene: Scene): Promise<void> => {
        const mine: Loaded = { scene }
        loaded.push(mine)
        const startMs = time.nowMs
        const ending = loadPage(api.origin, scene.productId, scene.userId)
        ;[mine.result] = await Promise.allSettled([ending])
        mine.tookMs = time.nowMs - startMs
      }
      const later = time.sleep(5).then(() => loadScene(other))
      await Promise.all([loadScene(one), loadScene(other), later])
      await loadScene(other)
    },
    { leaves: fails ? ['call'] : [] },
  )
  return { run, loaded, fails }
}

const shared =
  'Every run of a function shares the variables outside it. Keep your promises and your results inside.'

/** Whether each page came out as if it had been loaded alone. */
export function diagnoseMixing({ run, loaded, fails }: Together): void {
  for (const [i, { scene, result, tookMs = 0 }] of loaded.entries()) {
    // The first page fails, as it must.
    if (fails && i === 0) continue
    // It has the product that fails as its offer, so it fails, too.
    if (fails && pathsOf(scene).offered === pathsOf(loaded[0]!.scene).product) continue
    const page = fails
      ? `A call of one page failed at ${FAILS_AT_MS} ms, and the promise for another page`
      : 'Two pages were loaded at the same time, and the promise for one of them'
    const value = result?.status === 'fulfilled' ? result.value : undefined
    const seen =
      value === undefined ? shown(value) : `the page of product ${shown(value.product?.id)}`
    diagnose(run, [
      [
        result === undefined && run.unhandled.length > 0,
        `${page} never settled, and nothing handled the rejection with ${shown(run.unhandled[0])}, ` +
          `which ends the process in Node. ${shared}`,
      ],
      [result === undefined, `${page} never settled. ${shared}`],
      [
        result?.status === 'rejected',
        `${page} rejected with ${shown(result?.status === 'rejected' ? result.reason : '')}, although ` +
          `none of its own calls failed. ${shared}`,
      ],
      [
        !isSame(value, pageOf(scene)),
        `${page}, that of product ${scene.productId} and user ${scene.userId}, resolved with ${seen}` +
          `${value?.product?.id === scene.productId ? ' and with parts of another page' : ''}. ${shared}`,
      ],
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
