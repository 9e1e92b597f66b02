import { simulate } from '@overlap/mock-server'
import DataLoader from 'dataloader'
import pMemoize from 'p-memoize'
import { batched, cached, singleFlight } from './solution.ts'

type Load = (id: number) => Promise<unknown>
type One = (id: number) => Promise<unknown>

/** Loads several: an error in the place of a value is the error of that id alone. */
const manyOf = (one: One) => async (ids: readonly number[]) =>
  Promise.all(ids.map((id) => one(id).catch((error: unknown) => error as Error)))

/** The same function shared in several ways. */
const ways: Readonly<Record<string, (one: One) => Load>> = {
  'p-memoize': (one) => pMemoize(one),
  'p-memoize, cache: false': (one) => pMemoize(one, { cache: false }),
  dataloader: (one) => {
    const loader = new DataLoader(manyOf(one))
    return async (id) => loader.load(id)
  },
  singleFlight: (one) => singleFlight(one),
  cached: (one) => cached(one, { ttlMs: 1000 }),
  batched: (one) => batched(manyOf(one)),
}

/**
 * How many calls each library makes: for ten callers at once, for one more after the call has ended, for
 * one more an hour later, and for one more after a failure.
 */
export async function compare(): Promise<Record<string, Record<string, number>>> {
  const table: Record<string, Record<string, number>> = {}
  for (const [name, share] of Object.entries(ways)) {
    const row: Record<string, number> = {}
    await simulate({}, async (_, time) => {
      let calls = 0
      let fails = false
      const load = share(async () => {
        calls += 1
        await time.sleep(100)
        if (fails) throw new Error('503')
        return 'a product'
      })
      const count = async (what: string, work: () => Promise<unknown>): Promise<void> => {
        calls = 0
        await work()
        row[what] = calls
      }
      await count('ten at once', () => Promise.all(Array.from({ length: 10 }, () => load(7))))
      await count('next', () => load(7))
      await time.sleep(3_600_000)
      await count('an hour later', () => load(7))
      fails = true
      await load(8).catch(() => {})
      await count('after error', () => load(8).catch(() => {}))
    })
    table[name] = row
  }
  return table
}

if (import.meta.main) console.table(await compare())
