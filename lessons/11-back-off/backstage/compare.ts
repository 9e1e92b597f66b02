import { simulate } from '@overlap/mock-server'
import { ways, type Task } from './compare-ways.ts'

/** How long each library waits between attempts, when a server answers 503. All in virtual time. */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [name, way] of Object.entries(ways)) {
    const shortest = await waitsOf(way, { baseMs: 1000, random: 0 })
    const longest = await waitsOf(way, { baseMs: 1000, random: 0.999_999 })
    const asked = await waitsOf(way, { baseMs: 100, random: 0.5, retryAfter: 3 })
    const askedMore = await waitsOf(way, { baseMs: 100, random: 0.5, retryAfter: 60 })
    table[name] = {
      'first wait': `${shortest[0]} to ${longest[0]}`,
      'fifth wait': `${shortest[4]} to ${longest[4]}`,
      'Retry-After: 3': `${asked[0]}`,
      'Retry-After: 60': `${askedMore[0]}`,
    }
  }
  return table
}

interface Setting {
  readonly baseMs: number
  /** What `Math.random` returns each time. */
  readonly random: number
  /** What the server asks for, in seconds. */
  readonly retryAfter?: number
}

/** The waits between six attempts, in whole ms. */
async function waitsOf(
  way: (task: Task) => Promise<unknown>,
  { baseMs, random: drawn, retryAfter }: Setting,
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
          maxMs: 4000,
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

if (import.meta.main) console.table(await compare())
