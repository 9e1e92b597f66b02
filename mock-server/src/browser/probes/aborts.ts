import { createRecorder, recordFetch } from '@overlap/trace'
import { simulate, type NetworkInput } from '../../index.ts'

const reasons: Readonly<Record<string, unknown>> = {
  'an error': new Error('mine'),
  'a string': 'enough',
  'an object': { any: 'object' },
  'no reason': undefined,
}

type Read = (response: Response) => Promise<unknown>

const readers: Readonly<Record<string, Read>> = {
  text: (response) => response.text(),
  json: (response) => response.json(),
  bytes: (response) => response.bytes(),
  blob: (response) => response.blob(),
  arrayBuffer: (response) => response.arrayBuffer(),
  clone: (response) => response.clone().json(),
  reader: (response) => readAll(response.body!),
  pipe: (response) => readAll(response.body!.pipeThrough(new TextDecoderStream())),
}

async function readAll(stream: ReadableStream): Promise<void> {
  const reader = stream.getReader()
  while (!(await reader.read()).done);
}

/** A product has a slow body. The body of a todo arrives with its headers. */
const network: NetworkInput = {
  latency: 100,
  routes: { '/products/:id': { bandwidth: { bytesPerSecond: 100, chunkBytes: 10 } } },
}

type Try = (fetch: typeof globalThis.fetch, signal: AbortSignal) => Promise<unknown>

/** Each way to abort a call, and when its signal aborts. */
function ways(url: (path: string) => string): [name: string, abortMs: number, Try][] {
  const slow = url('/products/1')
  const atOnce = url('/todos/1')
  const later = async (response: Response, read: Read, signal: AbortSignal): Promise<unknown> => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    return await read(response)
  }
  return [
    ['before it is sent', -1, (fetch, signal) => fetch(slow, { signal })],
    [
      'before it is sent, by its Request',
      -1,
      (fetch, signal) => fetch(new Request(slow, { signal })),
    ],
    ['right after it was sent', 0, (fetch, signal) => fetch(slow, { signal })],
    ['before the headers', 40, (fetch, signal) => fetch(slow, { signal })],
    [
      'before the headers, by its Request',
      40,
      (fetch, signal) => fetch(new Request(slow, { signal })),
    ],
    ...Object.entries(readers).flatMap(([name, read]): [string, number, Try][] => [
      [
        `in the body, read by ${name}`,
        350,
        async (fetch, signal) => read(await fetch(slow, { signal })),
      ],
      [
        `before the body was read by ${name}`,
        350,
        async (fetch, signal) => later(await fetch(slow, { signal }), read, signal),
      ],
      [
        `after the body arrived, read by ${name}`,
        350,
        async (fetch, signal) => later(await fetch(atOnce, { signal }), read, signal),
      ],
    ]),
  ]
}

/** How each aborted call ended, for each way and reason, with plain and recorded `fetch`. */
export async function aborts(): Promise<readonly string[]> {
  const { value } = await simulate(network, async (api) => {
    const fetches = { plain: fetch, recorded: recordFetch(fetch, createRecorder()) }
    const cases = Object.entries(fetches).flatMap(([kind, fetch]) =>
      ways((path) => api.url(path)).flatMap(([way, abortMs, attempt]) =>
        Object.entries(reasons).map(async ([name, reason]) => {
          const end = await interrupt(attempt, fetch, abortMs, reason)
          return `${kind}, ${way}, ${name}: ${end}`
        }),
      ),
    )
    return await Promise.all(cases)
  })
  return value
}

async function interrupt(
  attempt: Try,
  fetch: typeof globalThis.fetch,
  abortMs: number,
  reason: unknown,
): Promise<string> {
  const controller = new AbortController()
  const { signal } = controller
  if (abortMs < 0) controller.abort(reason)
  if (abortMs > 0) setTimeout(() => controller.abort(reason), abortMs)
  try {
    const attempted = attempt(fetch, signal)
    if (abortMs === 0) controller.abort(reason)
    await attempted
    return 'no error'
  } catch (error) {
    return error === signal.reason ? 'signal.reason' : String(error)
  }
}
