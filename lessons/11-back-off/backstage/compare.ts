import { simulate } from '@overlap/mock-server'
import { ways, type Task } from './compare-ways.ts'

/** The base and the cap of each way, in ms. So the fifth wait is at most the cap. */
const baseMs = 1000
const maxMs = 4000

/** How long each library waits between attempts when a server answers 503. All in virtual time. */
export async function compare(): Promise<Record<string, Record<string, number>>> {
  const table: Record<string, Record<string, number>> = {}
  for (const [name, way] of Object.entries(ways)) {
    const row: Record<string, number> = {}
    for (const random of [0.1, 0.5, 0.9]) {
      const waits = await waitsOf(way, { random })
      row[`at ${random}`] = waits[4] ?? NaN
    }
    const asked = await waitsOf(way, { random: 0.5, retryAfter: 60 })
    row['Retry-After: 60'] = asked[0] ?? NaN
    table[name] = row
  }
  return table
}

interface Setting {
  /** What `Math.random` returns each time. */
  readonly random: number
  /** What the server asks for, in seconds. */
  readonly retryAfter?: number
}

/** The waits between six attempts, in whole ms. */
async function waitsOf(
  way: (task: Task) => Promise<unknown>,
  { random: drawn, retryAfter }: Setting,
): Promise<readonly number[]> {
  const attemptsMs: number[] = []
  const { random } = Math
  Math.random = () => drawn
  try {
    await simulate(
      { failures: [{ kind: 'status', status: 503, ...(retryAfter && { retryAfter }) }] },
      (api, time) =>
        way({
          baseMs,
          maxMs,
          url: api.url('/products/3'),
          retryAfter: retryAfter?.toString(),
          onAttempt: () => attemptsMs.push(time.nowMs),
        }),
    )
  } finally {
    Math.random = random
  }
  return attemptsMs.slice(1).map((ms, i) => Math.round(ms - (attemptsMs[i] ?? 0)))
}

if (import.meta.main) {
  console.table(await compare())
  console.log(
    `In ms, with a base of ${baseMs} and a cap of ${maxMs}. First the fifth wait, if \`Math.random\` always returns\n` +
      '0.1, 0.5 or 0.9. Last the first wait after a `Retry-After: 60`, at 0.5. A row without\n' +
      "`backoff` uses the library's own backoff and jitter.",
  )
}
