import { simulate } from '@overlap/mock-server'
import { ways, type Task } from './compare-ways.ts'

interface Tried {
  /** When each try was made, in ms. */
  readonly atMs: readonly number[]
  /** When the caller got its error, and which. */
  readonly endMs: number
  readonly error: string
}

const patient = { baseMs: 1000, maxMs: 4000, timeoutMs: 500_000 }

/** What each library makes of a server that answers 503 at once, all in virtual time. */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [name, way] of Object.entries(ways)) {
    const low = await run(way, patient, 0)
    const high = await run(way, patient, 0.999_999)
    const asked = await run(way, { ...patient, baseMs: 100 }, 0.5, 3)
    const askedMore = await run(way, { ...patient, baseMs: 100 }, 0.5, 60)
    const pressed = await run(way, { ...patient, timeoutMs: 1200 }, 0.999_999)
    table[name] = {
      'first wait': `${wait(low, 0)} to ${wait(high, 0)}`,
      'fifth wait': `${wait(low, 4)} to ${wait(high, 4)}`,
      'Retry-After: 3': `${wait(asked, 0)}`,
      'Retry-After: 60': `${wait(askedMore, 0)}`,
      'last try, 1200 ms given': `${Math.round(pressed.atMs.at(-1) ?? 0)}`,
      ending: `${pressed.error} at ${pressed.endMs}`,
    }
  }
  return table
}

const wait = ({ atMs }: Tried, n: number): number =>
  Math.round((atMs[n + 1] ?? Number.NaN) - (atMs[n] ?? 0))

/** @param share - what every throw of the dice comes to, 0 to 1 */
async function run(
  way: (task: Task) => Promise<unknown>,
  limits: typeof patient,
  share: number,
  retryAfter?: number,
): Promise<Tried> {
  const atMs: number[] = []
  const { random } = Math
  Math.random = () => share
  try {
    const ended = await simulate(
      { failures: [{ kind: 'status', status: 503, ...(retryAfter && { retryAfter }) }] },
      (api, time) =>
        way({
          ...limits,
          url: api.url('/products/3'),
          retryAfter: retryAfter?.toString(),
          onTry: () => atMs.push(time.nowMs),
        }),
    )
    return { atMs, endMs: ended.settledMs, error: (ended.reason as Error).name }
  } finally {
    Math.random = random
  }
}

if (import.meta.main) console.table(await compare())
