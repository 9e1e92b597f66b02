import { getJson } from '@overlap/lesson-05'
import type { MockApi, NetworkInput, VendorPrice } from '@overlap/mock-server'
import { present, type Act, type Question, type Stage } from '@overlap/mock-server/stage'
import { firstGood, type Contender } from './backstage/solution.ts'

export const network: NetworkInput = {
  routes: {
    '/vendors/oslo/*': { latency: 380 },
    '/vendors/lima/*': { latency: 60, failures: [{ kind: 'status', status: 503 }] },
    '/vendors/osaka/*': { latency: 150 },
  },
}

const pathOf = (city: string): string => `/vendors/${city}/price/3`

const tasksOf = (api: MockApi): Contender<VendorPrice>[] =>
  ['oslo', 'lima', 'osaka'].map((city) => (options) => getJson(api.url(pathOf(city)), options))

/** When the last call of an act ended. */
const lastEndMs = ({ trace }: Act): number =>
  Math.max(...trace.calls.map(({ endMs = trace.nowMs }) => endMs))

export const predict: Question = {
  act: 'Promise.race: the first to settle',
  intro: ({ latency }) =>
    `Three mirrors get the same call at the same time. Lima answers 503 after ${latency(pathOf('lima'))}. ` +
    `Osaka sends the price after ${latency(pathOf('osaka'))}, and Oslo after ${latency(pathOf('oslo'))}.`,
  asks: [
    {
      question: 'When does `Promise.race` settle?',
      unit: 'ms',
      answer: ({ settledMs }) => settledMs,
    },
    {
      question: 'When does `Promise.any` settle?',
      unit: 'ms',
      act: 'Promise.any: the first to succeed',
      answer: ({ settledMs }) => settledMs,
    },
    {
      question: 'How long does the slowest call run on after `Promise.any` has settled?',
      unit: 'ms',
      act: 'Promise.any: the first to succeed',
      answer: (act) => lastEndMs(act) - act.settledMs,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  const report = (price: VendorPrice | undefined): void => {
    const act = stage.acts.at(-1)
    if (act === undefined) return
    const { settledMs, trace } = act
    const lateMs = trace.calls.map(({ endMs = settledMs }) => Math.max(0, endMs - settledMs))
    const sum = lateMs.reduce((total, ms) => total + ms, 0)
    if (price) stage.say(`The price comes from ${price.vendor}.`)
    stage.say(`Wasted work after that: ${Math.round(sum)} ms`)
  }

  stage.say('Three mirrors have the same price. Lima is down: it answers 503.')
  const raced = await stage.act('Promise.race: the first to settle', (api) => {
    const { signal } = new AbortController() // never aborted
    const calls = tasksOf(api).map((task) => task({ signal }))
    return Promise.race(calls)
  })
  report(raced)

  stage.say('\nThe same calls, but only a success counts:')
  const first = await stage.act('Promise.any: the first to succeed', (api) => {
    const { signal } = new AbortController() // never aborted
    const calls = tasksOf(api).map((task) => task({ signal }))
    return Promise.any(calls)
  })
  report(first)

  stage.say(
    '\nA success wins, but nothing stops the slower call. Now with the function of this lesson:',
  )
  const winner = await stage.act('firstGood: the losers are aborted', (api) => {
    const tasks = tasksOf(api)
    // firstGood gives each task a signal of its own
    return firstGood(tasks)
  })
  report(winner)
}

await present(import.meta, { network, demo, predict })
