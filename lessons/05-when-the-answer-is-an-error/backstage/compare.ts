import { simulate, type Fault } from '@overlap/mock-server'
import ky from 'ky'
import { getJson } from './solution.ts'

const faults: Record<string, Fault> = {
  'status 503': { kind: 'status', status: 503 },
  refused: { kind: 'refused' },
  'reset in mid-body': { kind: 'reset-body' },
  'not JSON': { kind: 'garbage' },
}

const ways: Record<string, (url: string) => Promise<unknown>> = {
  'fetch + json()': async (url) => (await fetch(url)).json(),
  ky: (url) => ky(url, { retry: 0 }).json(),
  getJson: (url) => getJson(url),
}

/** What each way of getting JSON tells its caller, by fault. */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [fault, failure] of Object.entries(faults)) {
    const row: Record<string, string> = {}
    for (const [way, load] of Object.entries(ways)) {
      const run = await simulate({ failures: [failure] }, (api) => load(api.url('/products/3')))
      row[way] = run.outcome === 'rejected' ? (run.reason as Error).name : 'no error'
    }
    table[fault] = row
  }
  return table
}

if (import.meta.main) console.table(await compare())
