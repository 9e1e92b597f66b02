import type { MockApi, NetworkInput, Order, Product, User } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'

export const network: NetworkInput = {
  latency: 150,
  routes: { '/users/7': { latency: 300 }, '/users/7/orders': { latency: 200 } },
}

/** With `--fail`, the call of act 1 fails before it is awaited. The empty `catch` handles that rejection. */
function get<T>(api: MockApi, path: string): Promise<T> {
  const answer = fetch(api.url(path)).then((response) => response.json() as Promise<T>)
  answer.catch(() => {})
  return answer
}

const productOf = (orders: readonly Order[]): string =>
  `/products/${orders[0]?.items[0]?.productId ?? 1}`

export const predict: Question = {
  act: 'Two rounds',
  intro: ({ latency }) =>
    `Here is another, smaller page: a user's profile (${latency('/users/7')}) and the product they ` +
    `ordered last. To know which product (${latency('/products/57')}), it needs the list of orders (${latency('/users/7/orders')}).`,
  asks: [
    {
      question:
        'A program calls `fetch` for the profile at 0 ms, and awaits the promise at 200 ms. When ' +
        'does it get the answer?',
      unit: 'ms',
      act: 'Sent first, awaited later',
      answer: ({ settledMs }) => settledMs,
    },
    {
      question:
        'Another program requests the profile and the orders together. When both have ' +
        'arrived, it requests the product. How long does the page take?',
      unit: 'ms',
      answer: ({ facts }) => facts.makespanMs,
    },
    {
      question:
        'How long does the page take if every call is sent as soon as it has what it needs?',
      unit: 'ms',
      act: 'The chain in a function of its own',
      answer: ({ facts }) => facts.makespanMs,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  stage.say(
    'This program sends a call, does something else for 200 ms, and then awaits its promise:',
  )
  await stage.act('Sent first, awaited later', async (api) => {
    const call = get<User>(api, '/users/7')
    await stage.sleep(200)
    api.mark('await')
    return await call
  })

  stage.say(
    'Now the page with its three calls. First, `Promise.all` with an `await` before each call:',
  )
  /* oxlint-disable typescript/await-thenable, unicorn/no-await-in-promise-methods -- the point of this act */
  await stage.act('await inside Promise.all', async (api) => {
    const [user, orders] = await Promise.all([
      await get<User>(api, '/users/7'), // waits here
      await get<Order[]>(api, '/users/7/orders'),
    ])
    const product = await get<Product>(api, productOf(orders))
    return { user, product }
  })
  /* oxlint-enable typescript/await-thenable, unicorn/no-await-in-promise-methods */

  await stage.act('Two rounds', async (api) => {
    const [user, orders] = await Promise.all([
      get<User>(api, '/users/7'),
      get<Order[]>(api, '/users/7/orders'),
    ])
    const product = await get<Product>(api, productOf(orders)) // waits for both
    return { user, product }
  })

  await stage.act('The chain in a function of its own', async (api) => {
    const lastProduct = async (): Promise<Product> => {
      const orders = await get<Order[]>(api, '/users/7/orders')
      return get(api, productOf(orders))
    }
    return Promise.all([get<User>(api, '/users/7'), lastProduct()])
  })
  stage.say('The product waits for the orders, and for nothing else.')
}

await present(import.meta, { network, demo, predict })
