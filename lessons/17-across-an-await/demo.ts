import type { BasketItem, MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { addToBasket, createLock, lockPerKey } from './backstage/solution.ts'
import { readBasket, withItem, writeBasket } from './basket.ts'

export const network: NetworkInput = { latency: 100 }

const tea: BasketItem = { productId: 1, quantity: 1 }
const pot: BasketItem = { productId: 2, quantity: 1 }
const cup: BasketItem = { productId: 3, quantity: 4 }
const clicks = [tea, pot, cup]

/** What was in the basket when an act looked into it the last time. */
let seen: readonly BasketItem[] = []

/** How many products the first act left in the basket. */
let kept = 0

export const predict: Question = {
  act: 'Read, then write',
  intro: ({ latency }) =>
    'A basket is empty. Three clicks come at the same time, each for a different product. Each click reads the ' +
    `basket, and then writes it back. A call takes ${latency('/users/1/basket')}.`,
  asks: [
    {
      question: 'How many of the three products are in the basket at the end?',
      unit: 'products',
      answer: () => kept,
    },
    {
      question:
        'Two users click twice each. If only clicks for the same basket take turns, when does the last write end?',
      unit: 'ms',
      act: 'A lock for each basket',
      answer: ({ settledMs }) => settledMs,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  const look = async (url: string): Promise<void> => {
    seen = []
    seen = (await readBasket(url)).items
  }

  stage.say('Three clicks come at the same time. Each adds a product to the same basket.')
  await stage.act('Read, then write', async (api, url = firstBasket(api)) => {
    const add = async (item: BasketItem) => {
      const { items } = await readBasket(url)
      await writeBasket(url, withItem(items, item)) // `items` may be stale by now
    }
    await Promise.all(clicks.map(add))
    await look(url) // one more read
  })
  kept = seen.length
  stage.say(contents())

  stage.say('\nNo call failed. Now each click holds a lock from its read to the end of its write:')
  await stage.act('Read and write, under a lock', async (api, url = firstBasket(api)) => {
    const lock = createLock()
    const add = async (item: BasketItem) => {
      await using _slot = await lock.acquire() // until this block ends
      const { items } = await readBasket(url)
      await writeBasket(url, withItem(items, item))
    }
    await Promise.all(clicks.map(add))
    await look(url)
  })
  stage.say(contents())

  stage.say('\nOnly clicks for the same basket have to take turns. Two users click twice each:')
  await stage.act(
    'A lock for each basket',
    async (api, ann = firstBasket(api), bob = secondBasket(api)) => {
      const locks = lockPerKey()
      const add = async (url: string, item: BasketItem) => {
        await using _slot = await locks.acquire(url)
        const { items } = await readBasket(url)
        await writeBasket(url, withItem(items, item))
      }
      const anns = [add(ann, tea), add(ann, pot)]
      await Promise.all([...anns, add(bob, tea), add(bob, cup)])
    },
  )

  stage.say(
    "\nOur lock can't stop another tab (`tab2`; ours is `-`). But the shop can refuse a write that is " +
      'based on an old version:',
  )
  await stage.act('Another tab', async (api, url = firstBasket(api)) => {
    const otherTab = stage.sleep(50).then(() => writeElsewhere(api, [cup]))
    // If the basket has changed since the read, it reads again.
    await addToBasket(url, tea)
    await otherTab
    await look(url)
  })
  stage.say(contents())
}

const firstBasket = (api: MockApi): string => api.url('/users/1/basket')
const secondBasket = (api: MockApi): string => api.url('/users/2/basket')

/** Another tab overwrites the first basket. */
async function writeElsewhere(api: MockApi, items: readonly BasketItem[]): Promise<void> {
  const init = { method: 'PUT', body: JSON.stringify({ items }) }
  await (await api.client('tab2')(firstBasket(api), init)).text()
}

/** What is in the basket, in a sentence. */
function contents(): string {
  const ids = seen.map(({ productId }) => productId)
  if (ids.length === 0) return 'In the basket: nothing.'
  return `In the basket: product${ids.length === 1 ? '' : 's'} ${ids.join(', ')}.`
}

await present(import.meta, { network, demo, predict })
