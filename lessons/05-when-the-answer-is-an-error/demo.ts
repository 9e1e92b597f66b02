import type { NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { getJson, HttpError } from './backstage/solution.ts'

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

/** Loads all six, and says what each one came to. */
async function loadAll(stage: Stage, title: string, load: Load): Promise<void> {
  const ends = await stage.act(title, (api) =>
    Promise.all(
      ids.map((id) =>
        load(api.url(`/products/${id}`)).then(
          (value) => `a product: ${JSON.stringify(value).slice(0, 40)}…`,
          inWords,
        ),
      ),
    ),
  )
  for (const [i, line] of (ends ?? []).entries()) stage.say(`  product ${ids[i]}: ${line}`)
}

function inWords(error: unknown): string {
  if (error instanceof HttpError) return `${error.name} ${error.status}`
  const { name, cause } = error as Error
  return cause instanceof Error ? `${name}, because of: ${cause.name}` : name
}

export const predict: Question = {
  act: 'fetch, then response.json()',
  intro: ({ latency }) =>
    `Six calls at once, with headers after ${latency('/products/1')}. One is fine. The others: a ` +
    '404, a 503, a refused connection, a connection that breaks in the body, and an answer that ' +
    'is HTML.',
  asks: [
    {
      question: 'For how many of the six does `await fetch(url)` throw?',
      unit: 'calls',
      // A call that gets no headers is one that `fetch` rejects.
      answer: ({ trace }) => trace.calls.filter((call) => call.headersMs === undefined).length,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('Six products. One arrives as it should. The others fail, each in its own way.')
  await loadAll(stage, 'fetch, then response.json()', async (url) => {
    // throws if no headers arrive
    const response = await fetch(url)
    // throws if the body breaks, or isn't JSON
    return response.json()
  })
  stage.say('\nTwo error bodies passed for products, and the other errors are hard to tell apart.')
  await loadAll(stage, 'getJson', async (url) => {
    // throws HttpError     if the server answers with an error status
    // throws NetworkError  if no complete answer arrives
    // throws ParseError    if a complete answer isn't JSON
    return getJson(url)
  })
}

await present(import.meta, { network, demo, predict })
