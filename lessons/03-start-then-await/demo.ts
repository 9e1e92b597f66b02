import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { loadPage } from './backstage/solution.ts'

export const network: NetworkInput = {
  latency: 150,
  routes: {
    '/products/3': { latency: 100 },
    '/products/3/reviews': { latency: 300 },
    '/users/7/recommendations': { latency: 200 },
  },
}

const get = async (api: MockApi, path: string): Promise<unknown> =>
  (await fetch(api.url(path))).json()

export const predict: Question = {
  act: 'Each call as soon as what it needs is there',
  question: 'Calls of 100, 300, 200 and 150 ms. The last one needs the answer of the third.',
}

export async function demo(stage: Stage): Promise<void> {
  stage.say(
    'A promise is work that has begun. This program sends a call, does something else for 200 ms, ' +
      'and only then says `await`:',
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
    const [best] = (await get(api, '/users/7/recommendations')) as { productId: number }[]
    await get(api, `/products/${best?.productId}`)
  })

  await stage.act(
    'Two rounds: the last call waits for the slowest of the first three',
    async (api) => {
      const [, , recommendations] = await Promise.all([
        get(api, '/products/3'),
        get(api, '/products/3/reviews'),
        get(api, '/users/7/recommendations'),
      ])
      const [best] = recommendations as { productId: number }[]
      await get(api, `/products/${best?.productId}`)
    },
  )

  await stage.act('Each call as soon as what it needs is there', (api) =>
    loadPage(api.origin, 3, 7),
  )
  stage.say('200 + 150 ms: the critical path. No program can be faster than that.')
}

await present(import.meta, { network, demo, predict })
