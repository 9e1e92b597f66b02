import type { MountState } from './mount-state.ts'
import { nextRequest } from './redirect.ts'
import { readArguments } from './request.ts'
import { sendCall } from './send-call.ts'
import { isSentAgain, throwIfProxyRefuses } from './special-statuses.ts'

// Read before anything is replaced. `data:` and `blob:` URLs need no network.
const platformFetch = globalThis.fetch

/**
 * Makes a `fetch` that uses the simulated network. Each redirected request is a separate call.
 *
 * @param client The name of its lane in the trace.
 */
export function createFetch(state: MountState, client: string): typeof globalThis.fetch {
  return async function fetch(input, init) {
    // Never settles, because a result or an error would let an endless loop continue.
    if (!state.mayCall()) return new Promise<never>(() => {})
    if (state.closed) {
      const url = input instanceof Request ? input.url : String(input)
      throw new Error(`Cannot call ${url}: its simulated network is closed`)
    }
    let sent = readArguments(input, init)
    for (let redirects = 0; ; redirects += 1) {
      const { url, signal } = sent
      signal?.throwIfAborted()
      if (!isForNetwork(url)) return platformFetch(sent.request, { signal })
      let response = await sendCall(state, sent, client)
      if (isSentAgain(sent, response)) {
        await response.body?.cancel()
        signal?.throwIfAborted()
        response = await sendCall(state, sent, client)
      }
      throwIfProxyRefuses(response)
      const next = nextRequest(sent, response, redirects)
      if (next === undefined) return response
      sent = next
    }
  }
}

/** Whether a URL needs the network. The platform handles or refuses other URLs. */
function isForNetwork({ protocol, port }: URL): boolean {
  const isHttp = protocol === 'http:' || protocol === 'https:'
  return isHttp && !(port !== '' && BLOCKED_PORTS.has(Number(port)))
}

/** The "bad ports" of the Fetch Standard, which every `fetch` refuses. */
const BLOCKED_PORTS: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
  103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
  512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
  995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
  6669, 6679, 6697, 10080,
])
