import type { NetworkInput } from '@overlap/mock-server'
import { serveMockApi, type ServedMockApi } from '@overlap/mock-server/serve'
import { shown } from '@overlap/scenarios'
import { Misconception } from '@overlap/trace'
import type { Client, ClientOptions } from '../types.ts'

/** The learner's `createClient`. */
export type CreateClient = (options: ClientOptions) => Client

/** Longer than any check takes, so that time closes no connection. */
const foreverMs = 600_000

/** The shop on a real port, at which nothing closes an idle connection. */
export function openShop(network: NetworkInput = {}): Promise<ServedMockApi> {
  return serveMockApi(
    { latency: 2, connections: { keepAliveMs: foreverMs }, ...network },
    { port: 0 },
  )
}

/** Text that changes while something moves on the port. */
export function movementAt({ counters }: ServedMockApi): string {
  const { attempts, inFlight, connections, connectionsOpened, byStatus, reportRows } = counters
  return JSON.stringify([attempts, inFlight, connections, connectionsOpened, byStatus, reportRows])
}

/** Throws a sentence that has no picture. */
export function say(happened: boolean, sentence: string): void {
  if (happened) throw new Misconception(sentence, '')
}

/** Makes a client, and says so if that isn't one. */
export function makeClient(createClient: CreateClient, options: ClientOptions): Client {
  let client: unknown
  try {
    client = createClient({ idleTimeoutMs: foreverMs, ...options })
  } catch (error) {
    say(true, `\`createClient(${optionsText(options)})\` threw ${shown(error)}.`)
  }
  const { fetch, close } = Object(client) as Partial<Client>
  say(
    typeof fetch !== 'function' || typeof close !== 'function',
    `\`createClient\` returned ${shown(client)}. Return an object with the functions \`fetch\` and \`close\`.`,
  )
  return client as Client
}

function optionsText(options: ClientOptions): string {
  const entries = Object.entries(options).map(([name, value]) => `${name}: ${value}`)
  return `{ ${entries.join(', ')} }`
}
