import type { MockApi, NetworkInput, Recommendation } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'

export const network: NetworkInput = {
  latency: 150,
  routes: {
    '/products/3': { latency: 100 },
    '/products/3/reviews': { latency: 300 },
    '/users/7/recommendations': { latency: 200 },
  },
}

const get = async <T>(api: MockApi, path: string): Promise<T> =>
  (await (await fetch(api.url(path))).json()) as T

export const predict: Question = {
  act: 'Each call as early as possible',
  intro: ({ latency }) =>
    `The product takes ${latency('/products/3')}, its reviews ${latency('/products/3/reviews')}, ` +
    `the list of recommendations ${latency('/users/7/recommendations')}, and the recommended ` +
    `product ${latency('/products/17')}. Each call is sent as early as possible.`,
  asks: [
    {
      question: 'How long does the page take?',
      unit: 'ms',
      answer: ({ facts }) => facts.makespanMs,
    },
    {
      question: 'How many calls are in flight at most?',
      unit: 'calls',
      answer: ({ facts }) => facts.peakInFlight,
    },
    {
      question: 'A program calls `fetch` at 0 ms, and awaits it at 200 ms. When is the call sent?',
      unit: 'ms',
      act: 'Sent at once, awaited later',
      answer: ({ trace }) => trace.calls[0]?.sentMs,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  stage.say(
    'A promise is work that has begun. This program sends a call, does something else for 200 ms, ' +
      'and awaits it only then:',
  )
  await stage.act('Sent at once, awaited later', async (api) => {
    const call = get(api, '/products/3/reviews')
    await stage.sleep(200)
    api.mark('await')
    await call
  })

  stage.say('A product page, four calls. One of them needs the answer of another.')
  await stage.act('Awaited in a row', async (api) => {
    await get(api, '/products/3')
    await get(api, '/products/3/reviews')
    const [best] = await get<Recommendation[]>(api, '/users/7/recommendations')
    await get(api, `/products/${best?.productId}`)
  })

  await stage.act('Two rounds: the last call waits for the slowest of three', async (api) => {
    const [, , [best]] = await Promise.all([
      get(api, '/products/3'),
      get(api, '/products/3/reviews'),
      get<Recommendation[]>(api, '/users/7/recommendations'),
    ])
    await get(api, `/products/${best?.productId}`)
  })

  await stage.act('Each call as early as possible', async (api) => {
    const recommended = async (): Promise<unknown> => {
      const [best] = await get<Recommendation[]>(api, '/users/7/recommendations')
      return get(api, `/products/${best?.productId}`)
    }
    const others = [get(api, '/products/3'), get(api, '/products/3/reviews')]
    await Promise.all([recommended(), ...others])
  })
  stage.say('That is the critical path. No program can be faster.')
}

await present(import.meta, { network, demo, predict })
