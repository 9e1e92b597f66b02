import type { NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { loadInOrder } from './backstage/solution.ts'

export const network: NetworkInput = { latency: { lognormal: { median: 180, p99: 400 } }, seed: 4 }

export const predict: Question = {
  act: 'One after another',
  question: 'Three calls of about 80, 205 and 315 ms, each sent when the one before has ended.',
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('Three todos, one call each. Each call is sent when the one before has ended.')
  await stage.act('One after another', (api) =>
    loadInOrder([1, 2, 3].map((id) => api.url(`/todos/${id}`))),
  )

  stage.say('This one says "async" everywhere, makes tasks, gathers them. Is it concurrent?')
  await stage.act('The accidental sequence', async (api) => {
    const tasks = [1, 2, 3].map((id) => async () => {
      const response = await fetch(api.url(`/todos/${id}`))
      return response.json()
    })
    const gathered: unknown[] = []
    for (const task of tasks) gathered.push(await task())
    return Promise.all(gathered)
  })
  stage.say('It is not: `await task()` in a loop waits for each task before it starts the next.')

  let beats = 0
  const heart = setInterval(() => beats++, 20)
  await stage.act('With a heartbeat beside it, every 20 ms', (api) =>
    loadInOrder([1, 2, 3].map((id) => api.url(`/todos/${id}`))),
  )
  clearInterval(heart)
  stage.say(`The heart beat ${beats} times meanwhile: \`await\` waits, the thread does not.`)
}

await present(import.meta, { network, demo, predict })
