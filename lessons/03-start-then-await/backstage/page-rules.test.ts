import { expect, test } from 'vitest'
import type { ProductPage } from '../page.ts'
import { diagnoseMixing, diagnoseNoOffer, playBoth } from './further-rules.ts'
import { diagnosePage } from './page-rules.ts'
import { play, playWithoutOffer, slowChain, teaching, type Load } from './play.ts'
import { loadPage } from './solution.ts'

const loadMore: Load = async (...input) => {
  const page: ProductPage = await loadPage(...input)
  const offer = page.offer && { ...page.offer, productId: page.offer.product.id }
  return { ...page, ...(offer && { offer }), loadedBy: 'me' }
}

test('accepts whatever else is on the page', async () => {
  const both = await playBoth(loadMore, teaching, slowChain, false)
  const alone = await play(loadMore, teaching)
  const withoutOffer = await playWithoutOffer(loadMore, teaching)
  expect(() => diagnosePage(alone, teaching)).not.toThrow()
  expect(() => diagnoseNoOffer(withoutOffer, teaching)).not.toThrow()
  expect(() => diagnoseMixing(both)).not.toThrow()
})
