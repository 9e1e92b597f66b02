import type { MockApi, NetworkInput, Price, Product, Review, Stock } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'

export const network: NetworkInput = {
  latency: { lognormal: { median: 180, p99: 450 } },
  seed: 7,
  routes: {
    '/products/3/price': { latency: 180 },
    '/products/3/stock': { latency: 90 },
    '/products/3/reviews': { latency: 240 },
  },
}

const paths = [1, 2, 3, 4, 5, 6, 7, 8].map((id) => `/products/${id}`)
const load = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T

/** How many products were in the list when the function with `forEach` returned it. */
let lengthAtReturn: number | undefined
/** What `Promise.all` resolved with, in its order. */
let resultNames: readonly string[] = []

export const predict: Question = {
  act: 'forEach with an async callback',
  intro: ({ latency }) =>
    'A function sends eight calls with `forEach`. Its async callback pushes each product to a list, ' +
    `and then the function returns the list. The calls take ${latency(...paths)}.`,
  asks: [
    {
      question: 'How many products does the list hold when the function returns it?',
      unit: 'products',
      answer: () => lengthAtReturn,
    },
    {
      question: 'When does the last answer arrive?',
      unit: 'ms',
      answer: ({ facts }) => facts.makespanMs,
    },
    {
      question:
        'Three other calls are in `Promise.all([price, stock, reviews])`. The stock arrives first. ' +
        'What is its index in the results?',
      unit: '',
      act: 'Promise.all',
      answer: () => (resultNames.includes('stock') ? resultNames.indexOf('stock') : undefined),
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('Eight products. First, as in lesson 01, each call waits for the one before it.')
  await stage.act('One after another', async (api) => {
    const products: Product[] = []
    for (const path of paths) {
      products.push(await load(api.url(path))) // waits here, eight times
    }
    return products
  })

  let failures = 0
  /** An act whose `load` never rejects: nothing would handle that, and the demo would end there. */
  const actThatReturns = (
    title: string,
    work: (api: MockApi, load: (url: string) => Promise<Product>) => Product[],
  ): Promise<Product[] | undefined> =>
    stage.act(title, (api) => {
      const pending = (): Promise<never> => {
        failures++
        return new Promise(() => {})
      }
      const list = work(api, (url) => load<Product>(url).catch(pending))
      lengthAtReturn = list.length
      return list
    })

  stage.say("The same eight calls, with the same latencies, in a function that doesn't wait:")
  const list = await actThatReturns('forEach with an async callback', (api, load) => {
    const products: Product[] = []
    // oxlint-disable-next-line typescript/no-misused-promises
    paths.forEach(async (path) => {
      products.push(await load(api.url(path)))
    })
    return products
  })
  stage.say(`The list that the function returned held ${lengthAtReturn} products.`)
  stage.say(
    `The same list after the last answer: ${list?.map(({ id }) => id ?? 'an error').join(', ') || 'empty'}`,
  )
  if (failures > 0) {
    stage.say(
      `Calls that failed: ${failures}. Nothing handled that. In your own program, an unhandled ` +
        'rejection ends Node.',
    )
  }

  stage.say("\nThree calls that don't need each other's results:")
  const results = await stage.act('Promise.all', async (api) => {
    const [price, stock, reviews] = await Promise.all([
      load<Price>(api.url('/products/3/price')),
      load<Stock>(api.url('/products/3/stock')),
      load<readonly Review[]>(api.url('/products/3/reviews')),
    ]) // waits here, once, for all three
    return [price, stock, reviews]
  })
  const { theory, trace } = stage.acts.at(-1)!
  resultNames = (results ?? []).map(nameOf)
  const arrived = trace.calls.toSorted((a, b) => (a.endMs ?? Infinity) - (b.endMs ?? Infinity))
  stage.say(`arrived:  ${arrived.map(({ url }) => url.split('/').at(-1)).join(', ')}`)
  if (results !== undefined) stage.say(`resolved: ${resultNames.join(', ')}`)
  stage.say(`One after another, these calls take ${Math.round(theory.sequentialMs)} ms.`)
}

/** Which of the three replies it is. */
function nameOf(reply: object): string {
  if (Array.isArray(reply)) return 'reviews'
  if ('warehouses' in reply) return 'stock'
  return 'amountCents' in reply ? 'price' : 'an error'
}

await present(import.meta, { network, demo, predict })
