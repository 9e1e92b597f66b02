import type { NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'

/** Opening a connection costs three round trips of 50 ms: one for TCP, two for TLS. */
export const network: NetworkInput = {
  latency: 100,
  connections: { setUpMs: 150, limit: 2 },
}

const ids = [1, 2, 3, 4, 5, 6, 7, 8]

const titles = {
  each: 'A new client for each call',
  shared: 'One client with two connections',
  unread: 'Only the statuses',
  cancelled: 'Only the statuses, and the bodies cancelled',
} as const

export const predict: Question = {
  act: titles.each,
  intro: ({ latency }) =>
    `You load ${ids.length} products. A call takes ${latency('/products/1')}, and opening a connection takes 150 ms ` +
    'more. Later, you request eight large reports with a client that has two connections. You need only ' +
    "their statuses, so you don't read the bodies.",
  asks: [
    {
      question:
        'One product after another, each with a new client: how long do all eight calls take?',
      unit: 'ms',
      answer: ({ facts }) => facts.makespanMs,
    },
    {
      question: 'All at once, with one client that has two connections?',
      unit: 'ms',
      act: titles.shared,
      answer: ({ facts }) => facts.makespanMs,
    },
    {
      question: 'How many of the eight requests get an answer?',
      unit: 'requests',
      act: titles.unread,
      answer: ({ trace }) => trace.calls.filter(({ status }) => status === 200).length,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('Eight products, one after another. Each call gets a client of its own.')
  await stage.act('A new client for each call', async (api) => {
    for (const id of ids) {
      const fetch = api.client(`client ${id}`) // like a new Agent per call
      await (await fetch(api.url(`/products/${id}`))).json()
    }
  })

  stage.say('\nNow all calls share one client, with two connections:')
  await stage.act('One client with two connections', (api) => {
    const fetch = api.client('the client')
    const load = async (id: number) => {
      const response = await fetch(api.url(`/products/${id}`))
      return response.json()
    }
    return Promise.all(ids.map(load)) // all at once: the client limits them
  })

  stage.say('\nThe same client requests eight large reports, and needs only their statuses:')
  await stage.act('Only the statuses', async (api) => {
    const fetch = api.client('the client')
    const status = async (id: number) => {
      const response = await fetch(api.url(`/reports/${id}?rows=3000`))
      return response.status // nothing reads the body
    }
    return Promise.all(ids.map(status))
  })

  stage.say('\nTwo calls were answered, and six wait for a connection. The fix is one line:')
  await stage.act('Only the statuses, and the bodies cancelled', async (api) => {
    const fetch = api.client('the client')
    const status = async (id: number) => {
      const response = await fetch(api.url(`/reports/${id}?rows=3000`))
      await response.body?.cancel() // frees the connection
      return response.status
    }
    return Promise.all(ids.map(status))
  })
}

await present(import.meta, { network, demo, predict })
