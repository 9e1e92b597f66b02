import type { NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'

export const network: NetworkInput = { latency: 100 }

export const predict: Question = {
  act: 'WRITE: a title',
  intro: ({ latency }) => `WRITE: the situation. A call takes ${latency('/products/1')}.`,
  asks: [
    {
      question: 'WRITE: a question whose answer is a number?',
      unit: 'ms',
      answer: ({ settledMs }) => settledMs,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('WRITE: what the next picture shows. Show the problem first, then the remedy.')
  await stage.act('WRITE: a title', async (api) => {
    // WRITE: 3 to 8 lines. They are shown above the picture.
    const response = await fetch(api.url('/products/1'))
    return response.json()
  })
}

await present(import.meta, { network, demo, predict })
