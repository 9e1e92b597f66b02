import { getJson, HttpError } from '@overlap/lesson-05'
import type { MockApi, NetworkInput, VendorPrice } from '@overlap/mock-server'
import { present, type Stage } from '@overlap/mock-server/stage'
import { firstGood, type Contender } from './backstage/solution.ts'

export const network: NetworkInput = {
  routes: {
    '/vendors/mirror-oslo/*': { latency: 380 },
    '/vendors/mirror-lima/*': { latency: 60, failures: [{ kind: 'status', status: 503 }] },
    '/vendors/mirror-osaka/*': { latency: 150 },
  },
}

/** For those who abort nothing. */
const never = new AbortController()

type Contest = (mirrors: readonly Contender<VendorPrice>[]) => Promise<VendorPrice>

const mirrors = (api: MockApi): Contender<VendorPrice>[] =>
  ['oslo', 'lima', 'osaka'].map(
    (city) => (options) => getJson(api.url(`/vendors/mirror-${city}/price/3`), options),
  )

/** Asks all mirrors, and watches them to the end: also when the caller has its answer long since. */
async function watch(stage: Stage, title: string, contest: Contest): Promise<void> {
  const told = await stage.act(title, async (api) => {
    const calls: Promise<unknown>[] = []
    const watched = mirrors(api).map((ask): Contender<VendorPrice> => {
      return (options) => {
        const call = ask(options)
        calls.push(call)
        return call
      }
    })
    const answer = await contest(watched).then(({ vendor }) => vendor, inWords)
    const answerMs = api.trace.nowMs
    api.mark('the caller goes on')
    await Promise.allSettled(calls)
    const workMs = api.trace.calls.map(({ endMs = 0 }) => Math.max(0, endMs - answerMs))
    const lateMs = workMs.reduce((sum, ms) => sum + ms, 0)
    return { answer, answerMs, lateMs, counters: api.counters }
  })
  if (told === undefined) return
  stage.say(`after ${Math.round(told.answerMs)} ms the caller has: ${told.answer}`)
  stage.say(`from then on the mirrors work for nobody: ${Math.round(told.lateMs)} ms in all`)
  const { abortsSeen, wastedMs } = told.counters
  if (abortsSeen === 0) return
  stage.say(`the mirrors saw ${abortsSeen} client leave, ${Math.round(wastedMs)} ms into the work`)
}

function inWords(error: unknown): string {
  return error instanceof HttpError ? `an error, ${error.name} ${error.status}` : String(error)
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('Three mirrors have the same price. The fastest of them is down: it answers 503.')
  await watch(stage, 'Promise.race: the first to end', (all) =>
    Promise.race(all.map((ask) => ask(never))),
  )
  stage.say('\nThe first to end was the one that failed. And a race that is over stops nobody.')
  await watch(stage, 'Promise.any: the first to succeed', (all) =>
    Promise.any(all.map((ask) => ask(never))),
  )
  stage.say('\nA good answer. The slowest mirror still runs to its end.')
  await watch(stage, 'firstGood: the first to succeed, and the end for the others', (all) =>
    firstGood(all),
  )
}

await present(import.meta, { network, demo })
