import type { NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'

export const network: NetworkInput = { latency: { lognormal: { median: 180, p99: 450 } }, seed: 7 }

const ids = [1, 2, 3, 4, 5, 6, 7, 8]
const paths = ids.map((id) => `/products/${id}`)
const load = async (url: string): Promise<unknown> => (await fetch(url)).json()

let list: readonly number[] = []

export const predict: Question = {
  act: 'All at once',
  intro: ({ latency }) =>
    `Eight calls take ${latency(...paths)} each. All of them are sent before the first one ends.`,
  asks: [
    {
      question: 'How long does it take until the last answer is there?',
      unit: 'ms',
      answer: ({ facts }) => facts.makespanMs,
    },
    {
      question: 'How many calls are in flight at most?',
      unit: 'calls',
      answer: ({ facts }) => facts.peakInFlight,
    },
    {
      question: 'Say product 3 arrives first. At which place does it stand in the list of results?',
      unit: '',
      act: 'Finish order and list order',
      answer: () => (list.length === 0 ? undefined : list.indexOf(3) + 1),
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('Eight products. First as in lesson 01: each call waits for the one before it.')
  await stage.act('One after another', async (api) => {
    const products: unknown[] = []
    for (const path of paths) {
      products.push(await load(api.url(path))) // waits here, eight times
    }
    return products
  })

  stage.say('The same eight calls, with the same latencies:')
  await stage.act('All at once', async (api) => {
    const calls = paths.map((path) => load(api.url(path))) // sends all eight
    const products = await Promise.all(calls) // waits once, for the slowest
    return products
  })

  const finished: number[] = []
  stage.say('Do the answers arrive in the order of the list?')
  const listed = await stage.act('Finish order and list order', (api) => {
    const calls = ids.map(async (id) => {
      await load(api.url(`/products/${id}`))
      finished.push(id)
      return id
    })
    return Promise.all(calls)
  })
  list = listed ?? []
  if (listed === undefined) return
  stage.say(`arrived:  ${finished.join(', ')}`)
  stage.say(`the list: ${list.join(', ')}`)
}

await present(import.meta, { network, demo, predict })
