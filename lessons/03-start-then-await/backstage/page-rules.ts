import type { Run } from '@overlap/mock-server'
import { isSame, shown, type Sentence } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { ProductPage } from '../page.ts'
import { pageOf, pathsOf, recommendedIn, type Scene } from './play.ts'

/** The parts of whatever a learner's function resolved with. */
type Seen = { readonly [Part in keyof ProductPage]?: unknown } & {
  readonly offer?: { readonly product?: unknown; readonly price?: unknown }
}

/** The names and the values of the parts of a page. */
function partsOf(run: Run<unknown>): [string, unknown][] {
  return partsIn(run.outcome === 'fulfilled' ? run.value : undefined)
}

function partsIn(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return []
  const { product, reviews, offer } = value as Seen
  return [
    ['product', product],
    ['reviews', reviews],
    ['offer', offer],
    ['offer.product', offer?.product],
    ['offer.price', offer?.price],
  ]
}

/** What is on the page instead of answers. */
export function diagnoseParts(run: Run<unknown>): void {
  const all = partsOf(run)
  const isAll = run.trace.calls.length === 0 ? ', and no call was sent' : ''
  const [uncalled] = all.find(([, part]) => typeof part === 'function') ?? []
  const [pending] = all.find(([, part]) => part instanceof Promise) ?? []
  const [raw] = all.find(([, part]) => part instanceof Response) ?? []
  const [settled] = all.find(([, part]) => isSettled(part)) ?? []
  diagnose(run, [
    [
      uncalled !== undefined,
      `\`page.${uncalled}\` is a function${isAll}. \`Promise.all\` doesn't call functions; it waits for ` +
        'promises. Call the function, and pass the promise that it returns to `Promise.all`.',
    ],
    [
      pending !== undefined,
      `\`page.${pending}\` is a promise. Await it before you put it on the page: \`await\` and ` +
        "`Promise.all` don't look inside objects or nested lists.",
    ],
    [raw !== undefined, `\`page.${raw}\` is a response. Read its body, too, as \`get\` does.`],
    [
      settled !== undefined,
      `\`page.${settled}\` is a result of \`Promise.allSettled\`: an object with a \`status\`. Put its ` +
        '`value` on the page, and reject if a call has failed.',
    ],
  ])
}

function isSettled(one: unknown): boolean {
  if (typeof one !== 'object' || one === null || !('status' in one)) return false
  return one.status === 'fulfilled' || one.status === 'rejected'
}

/** Whether the page holds what the shop has. */
export function diagnosePage(run: Run<ProductPage>, scene: Scene): void {
  const wanted = pageOf(scene)
  const value: unknown = run.value
  const [best] = recommendedIn(scene)
  const { recommendations } = pathsOf(scene)
  diagnose(run, [
    [
      value === undefined,
      'Your promise resolved with `undefined` instead of a page. That happens if an async function, or ' +
        'a callback of `then`, has no `return`. Return the page.',
    ],
    [
      typeof value !== 'object' || value === null || Array.isArray(value),
      `Your promise resolved with ${shown(value)} instead of a page. A page is an object with ` +
        '`product`, `reviews` and `offer`.',
    ],
  ])
  const { product, reviews, offer } = value as Seen
  diagnose(run, mixedUp(run, wanted))
  diagnose(run, [
    [!isSame(product, wanted.product), wrong('product', product, wanted.product)],
    [!isSame(reviews, wanted.reviews), wrong('reviews', reviews, wanted.reviews)],
    [
      offer === undefined || offer === null,
      `The page has no \`offer\`, but \`${recommendations}\` recommends product ${best}. The offer is that ` +
        'product and its price.',
    ],
    [
      Object.hasOwn(offer ?? {}, 'productId') && offer?.product === undefined,
      'Your `offer` is the recommendation itself, which has only the `productId` of a product. Load that ' +
        'product and its price: the offer consists of both.',
    ],
    [
      !isSame(offer?.product, wanted.offer?.product),
      wrong('offer.product', offer?.product, wanted.offer?.product),
    ],
    [
      !isSame(offer?.price, wanted.offer?.price),
      wrong('offer.price', offer?.price, wanted.offer?.price),
    ],
  ])
}

/** Parts of the page that are in each other's place. An empty list may be there for another reason. */
function mixedUp(run: Run<unknown>, wanted: ProductPage): Sentence[] {
  const right = partsIn(wanted).filter(([, part]) => !isSame(part, []))
  return partsOf(run).flatMap(([name, part]) =>
    right.map(([other, value]): Sentence => [
      name !== other && isSame(part, value),
      `\`page.${name}\` holds what belongs in \`page.${other}\`. ` +
        (placeOf(name) === placeOf(other)
          ? 'If both come from one `Promise.all`, name its results in the order of its list.'
          : '`page.ts` says what each part of the page holds.'),
    ]),
  )
}

/** The name of the object that holds a part. */
const placeOf = (part: string): string => part.split('.').slice(0, -1).join('.')

/** The parts of a page that the lesson asks for, without whatever else is on it. */
export function onlyParts(page: ProductPage): ProductPage {
  if (typeof page !== 'object' || page === null) return page
  const { product, reviews, offer } = page
  return { product, reviews, offer: offer && { product: offer.product, price: offer.price } }
}

const wrong = (part: string, seen: unknown, wanted: unknown): string =>
  `Expected \`page.${part}\` to be ${shown(wanted)}, as the shop sent it, but it is ${shown(seen)}.`
