import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { loadInOrder } from '@overlap/lesson-01'
import { loadProducts } from './backstage/solution.ts'

export const network: NetworkInput = { latency: { lognormal: { median: 180, p99: 450 } }, seed: 7 }

const urls = (api: MockApi): string[] =>
  Array.from({ length: 8 }, (_, i) => api.url(`/products/${i + 1}`))

export const predict: Question = {
  act: 'All at once',
  question: 'Eight calls of 115 to 205 ms, all sent before the first one ends.',
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('Eight products. First as in lesson 01: each call waits for the one before.')
  await stage.act('One after another', (api) => loadInOrder(urls(api)))

  stage.say('The same eight calls, with the same latencies, all sent before the first one ends.')
  await stage.act('All at once', (api) => loadProducts(urls(api)))

  stage.say('The answers came back in another order. The list did not:')
  const finished: number[] = []
  const listed = await stage.act('Finish order and list order', (api) =>
    Promise.all(
      urls(api).map(async (url, i) => {
        await fetch(url)
        finished.push(i + 1)
        return i + 1
      }),
    ),
  )
  stage.say(`came back: ${finished.join(', ')}`)
  stage.say(`the list:  ${listed?.join(', ')}`)
}

await present(import.meta, { network, demo, predict })
