import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'

export const network: NetworkInput = { latency: { lognormal: { median: 180, p99: 400 } }, seed: 4 }

const paths = ['/todos/1', '/todos/2', '/todos/3']
const urls = (api: MockApi): string[] => paths.map((path) => api.url(path))
const load = async (url: string): Promise<unknown> => (await fetch(url)).json()

let beats = 0

export const predict: Question = {
  act: 'One after another',
  intro: ({ latency }) =>
    `Three calls of ${paths.map((path) => latency(path)).join(', ')}. Each is sent when the one ` +
    'before it has ended.',
  asks: [
    {
      question: 'How long does it take from the first call to the last answer?',
      unit: 'ms',
      answer: ({ facts }) => facts.makespanMs,
    },
    {
      question: 'How many calls are in flight at most?',
      unit: 'calls',
      answer: ({ facts }) => facts.peakInFlight,
    },
    {
      question: 'A timer is set to fire every 20 ms. How often does it fire in that time?',
      unit: 'times',
      act: 'With a timer beside it',
      answer: () => beats,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  beats = 0
  stage.say('Three todos, one call each.')
  await stage.act('One after another', async (api) => {
    const todos: unknown[] = []
    for (const url of urls(api)) todos.push(await load(url))
    return todos
  })

  stage.say('The next program says `async` in every line, and gathers tasks. Is it concurrent?')
  await stage.act('The accidental sequence', async (api) => {
    const tasks = urls(api).map((url) => async () => load(url))
    const gathered: unknown[] = []
    for (const task of tasks) gathered.push(await task())
    return Promise.all(gathered)
  })
  stage.say('It is not: `await task()` in a loop waits for each task before it starts the next.')

  await stage.act('With a timer beside it', async (api) => {
    const timer = setInterval(() => beats++, 20)
    try {
      for (const url of urls(api)) await load(url)
    } finally {
      clearInterval(timer)
    }
  })
  stage.say(
    `The timer fired ${beats} times meanwhile. \`await\` makes the function wait, not the thread.`,
  )
}

await present(import.meta, { network, demo, predict })
