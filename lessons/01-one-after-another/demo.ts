import type { NetworkInput, Todo } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'

export const network: NetworkInput = { latency: { lognormal: { median: 180, p99: 400 } }, seed: 4 }

const load = async (url: string): Promise<Todo> => (await (await fetch(url)).json()) as Todo

let fired = 0

export const predict: Question = {
  act: 'Three awaits in a row',
  intro: ({ latency }) =>
    'A function loads three todos, with an `await` in front of each call. The calls take ' +
    `${latency('/todos/1')}, ${latency('/todos/2')} and ${latency('/todos/3')}.`,
  asks: [
    {
      question: 'How long does it take from sending the first call to receiving the last answer?',
      unit: 'ms',
      answer: ({ facts }) => facts.makespanMs,
    },
    {
      question:
        'Each call moves into its own `async` function, and the code says `await one()`, ' +
        '`await two()`, `await three()`. How many calls wait for an answer at the same time, at most?',
      unit: 'calls',
      act: 'Three async functions',
      answer: ({ facts }) => facts.peakInFlight,
    },
    {
      question: 'A timer fires every 20 ms. How many times does it fire during the three calls?',
      unit: 'times',
      act: 'With a timer',
      answer: () => fired,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  fired = 0
  stage.say(
    'Three todos, one call each. `load(url)` sends a call and parses the response body. A call is in ' +
      'flight from its request to the end of its answer. The makespan is the time from the first ' +
      'request to the end of the last answer.',
  )
  await stage.act('Three awaits in a row', async (api) => {
    const first = await load(api.url('/todos/1'))
    const second = await load(api.url('/todos/2')) // sent after the first
    const third = await load(api.url('/todos/3'))
    return [first, second, third]
  })

  stage.say('Now each call is in an async function. Does that make them concurrent?')
  await stage.act('Three async functions', async (api) => {
    const one = async () => load(api.url('/todos/1'))
    const two = async () => load(api.url('/todos/2'))
    const three = async () => load(api.url('/todos/3'))
    return [await one(), await two(), await three()]
  })
  const { peakInFlight } = stage.acts.at(-1)!.facts
  stage.say(
    `At most ${peakInFlight} call was in flight: \`two()\` isn't called until \`one()\` has ended.`,
  )

  stage.say('\nThe same calls once more. This time, a timer counts how often it fires.')
  await stage.act('With a timer', async (api) => {
    const timer = setInterval(() => fired++, 20)
    try {
      await load(api.url('/todos/1'))
      await load(api.url('/todos/2'))
      await load(api.url('/todos/3'))
    } finally {
      clearInterval(timer)
    }
  })
  stage.say(`The timer fired ${fired} times. \`await\` pauses the function, not the thread.`)
}

await present(import.meta, { network, demo, predict })
