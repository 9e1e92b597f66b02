import type { FailureInput } from '@overlap/mock-server'
import { serveMockApi } from '@overlap/mock-server/serve'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Agent, fetch, RetryAgent } from 'undici'

const post = {
  method: 'POST',
  body: JSON.stringify({ userId: 1, items: [{ productId: 7, quantity: 2 }] }),
}
const down: FailureInput = { kind: 'status', status: 503 }

/** What undici's `RetryAgent` does by default after a failure, on real connections. */
export async function compareUndici(): Promise<Record<string, string>> {
  const lost = await ask('/orders', { kind: 'reset' }, post)
  const asked = await ask('/products/3', { kind: 'status', status: 503, retryAfter: 1, first: 1 })
  return {
    'GET, 503': (await ask('/products/3', down)).ending,
    'GET, 400': (await ask('/products/3', { kind: 'status', status: 400 })).ending,
    'POST, 503': (await ask('/orders', down, post)).ending,
    'POST, 503, throwOnError: false': (await ask('/orders', down, post, { throwOnError: false }))
      .ending,
    'POST, answer lost': `${lost.placed} placed`,
    'body breaks off': (await ask('/products/3', { kind: 'reset-body', first: 1 })).ending,
    // The next attempt would be due after 1 ms otherwise.
    'Retry-After': asked.gapMs > 900 ? 'obeyed' : 'ignored',
    ...(await abortInThePause()),
  }
}

/** Sends a call in up to 3 attempts. Returns how many there were, and how the last one ended. */
async function ask(
  path: string,
  failure: FailureInput,
  init = {},
  more = {},
): Promise<{ ending: string; placed: number; gapMs: number }> {
  await using api = await serveMockApi({ failures: [failure] }, { port: 0 })
  const dispatcher = new RetryAgent(new Agent(), { maxRetries: 2, minTimeout: 1, ...more })
  let ended: string
  try {
    const response = await fetch(api.url(path), { ...init, dispatcher })
    await response.text()
    ended = `status ${response.status}`
  } catch (error) {
    ended = (error as Error).name
  }
  await dispatcher.destroy()
  const [first, second] = api.trace.calls
  return {
    ending: `${api.trace.calls.length}, ${ended}`,
    placed: 1 + api.counters.doubleOrders,
    gapMs: (second?.sentMs ?? 0) - (first?.sentMs ?? 0),
  }
}

/** The first attempt fails, the second is due in an hour, and the caller aborts. */
async function abortInThePause(): Promise<Record<string, string>> {
  await using api = await serveMockApi({ failures: [down] }, { port: 0 })
  const hourMs = 60 * 60 * 1000
  const dispatcher = new RetryAgent(new Agent(), { minTimeout: hourMs, maxTimeout: hourMs })
  const controller = new AbortController()
  const abort = (): unknown => setImmediate(() => controller.abort())
  // Published when a response is complete.
  subscribe('undici:request:trailers', abort)
  const thrown: unknown = await fetch(api.url('/products/3'), {
    dispatcher,
    signal: controller.signal,
  }).catch((error: unknown) => error)
  unsubscribe('undici:request:trailers', abort)
  await dispatcher.destroy()
  return {
    'aborted in the pause':
      thrown === controller.signal.reason ? 'rejects right away' : String(thrown),
    'attempts after that': String(api.trace.calls.length - 1),
  }
}
