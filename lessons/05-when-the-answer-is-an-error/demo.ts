import type { MockApi, NetworkInput } from '@overlap/mock-server'
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

/** Loads all six, and says for each what the caller is told. */
async function askAll(stage: Stage, title: string, load: Load): Promise<void> {
  const told = await stage.act(title, (api: MockApi) =>
    Promise.all(
      ids.map((id) =>
        load(api.url(`/products/${id}`)).then(
          (value) => `a product: ${JSON.stringify(value).slice(0, 40)}…`,
          inWords,
        ),
      ),
    ),
  )
  for (const [i, line] of (told ?? []).entries()) stage.say(`  product ${ids[i]}: ${line}`)
}

function inWords(error: unknown): string {
  if (error instanceof HttpError) return `${error.name} ${error.status}`
  const { name, cause } = error as Error
  return cause instanceof Error ? `${name}, because of: ${cause.name}` : name
}

export const predict: Question = {
  act: 'getJson',
  question:
    'Six calls at once: headers after 120 ms each, then bodies of a few hundred bytes at 2,000 bytes a second.',
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('Six products. One comes as it should, the others fail, each in its own way.')
  await askAll(stage, 'fetch, then response.json()', async (url) => (await fetch(url)).json())
  stage.say(
    '\nTwo errors were taken for products, and the rest is hard to tell apart. With getJson:',
  )
  await askAll(stage, 'getJson', (url) => getJson(url))
}

await present(import.meta, { network, demo, predict })
