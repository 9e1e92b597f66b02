import type { NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { getJson, HttpError, NetworkError, ParseError } from './backstage/solution.ts'

export const network: NetworkInput = {
  latency: 120,
  bandwidth: { bytesPerSecond: 2000 },
  routes: {
    '/products/2': { failures: [{ kind: 'status', status: 404 }] },
    '/products/3': { failures: [{ kind: 'status', status: 503, retryAfter: 2 }] },
    '/products/4': { failures: [{ kind: 'refused' }] },
    '/products/5': { failures: [{ kind: 'reset-body' }] },
    '/products/6': { failures: [{ kind: 'garbage' }] },
  },
}

const ids = [1, 2, 3, 4, 5, 6]

type Load = (url: string) => Promise<unknown>

/** Loads all six, prints how each call ended, and returns how many didn't throw. */
async function loadAll(stage: Stage, title: string, load: Load): Promise<number | undefined> {
  const ends = await stage.act(title, (api) =>
    Promise.allSettled(ids.map((id) => load(api.url(`/products/${id}`)))),
  )
  for (const [i, end] of (ends ?? []).entries()) stage.say(`  product ${ids[i]}: ${inWords(end)}`)
  return ends?.filter(({ status }) => status === 'fulfilled').length
}

function inWords(end: PromiseSettledResult<unknown>): string {
  if (end.status === 'rejected') return cut(String(end.reason))
  return cut(typeof end.value === 'string' ? end.value : JSON.stringify(end.value))
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

let taken: number | undefined

export const predict: Question = {
  act: 'fetch, then response.json()',
  intro: ({ latency }) =>
    `Six calls are sent at the same time. Headers arrive after ${latency('/products/1')}, bodies a ` +
    'little later. One call succeeds. The others end with a 404, a 503, a refused connection, a ' +
    'connection that drops partway through the body, and an HTML body. The page calls `fetch(url)`, ' +
    'then `response.json()`.',
  asks: [
    {
      question: 'How many of the six calls throw at `await fetch(url)`?',
      unit: 'calls',
      // `fetch` rejects if no headers arrive.
      answer: ({ trace }) => trace.calls.filter((call) => call.headersMs === undefined).length,
    },
    {
      question: 'How many of the six calls give the page a value instead of an error?',
      unit: 'calls',
      answer: () => taken,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('Six products. One arrives as it should. The others fail, each in its own way.')
  taken = await loadAll(stage, 'fetch, then response.json()', async (url) => {
    // throws if no headers arrive
    const response = await fetch(url)
    // throws if the body breaks off, or isn't JSON
    return response.json()
  })
  stage.say(`\ncalls that returned a value: ${taken ?? 0} of ${ids.length}`)
  stage.say('\nThe same calls, with a function that throws three kinds of errors:')
  await loadAll(stage, 'getJson', (url) => {
    return getJson(url).catch((error: unknown) => {
      if (error instanceof HttpError) return `the server says ${error.status}`
      if (error instanceof NetworkError) return 'no complete answer: retry?'
      if (error instanceof ParseError) return `not JSON: ${error.body}`
      throw error
    })
  })

  stage.say('\nOne call, and its caller. The user leaves the page while the body arrives:')
  await stage.act('A signal', async (api) => {
    const controller = new AbortController()
    const { signal } = controller
    setTimeout(() => controller.abort(new Error('left the page')), 160)
    const response = await fetch(api.url('/products/1'), { signal })
    return response.json() // rejects when the signal aborts
  })
}

await present(import.meta, { network, demo, predict })
