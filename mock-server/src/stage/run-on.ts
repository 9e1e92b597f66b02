import { drawTimeline } from '@overlap/trace'
import { startMockApi, type MockApi } from '../index.ts'
import type { StageClock } from './clock.ts'

/** How long to watch the calls that the work leaves running. A call may hang for ever. */
const WATCH_MS = 1500
const LOOK_EVERY_MS = 10

/** A task that sends calls in sequence has no open call between two of them. So look twice. */
const QUIET_LOOKS = 2

const someAreOpen = (api: MockApi): boolean =>
  api.trace.calls.some((call) => call.outcome === 'pending')

/** Waits for the calls that the work leaves running, and for the calls that follow them. */
export async function runOn(api: MockApi, clock: StageClock): Promise<void> {
  let quiet = 0
  for (let ms = 0; ms < WATCH_MS && quiet < QUIET_LOOKS; ms += LOOK_EVERY_MS) {
    await clock.sleep(LOOK_EVERY_MS)
    quiet = someAreOpen(api) ? 0 : quiet + 1
  }
}

/**
 * Makes and draws calls that are never shown. The first calls of a process take some 20 ms longer than
 * all others, and their first drawings, in the middle of an act, as much again.
 */
export async function warmUp(): Promise<void> {
  using api = startMockApi()
  for (const path of ['/todos/1', '/products/1', '/users/1']) {
    await (await api.fetch(api.url(path))).json()
    drawTimeline(api.trace, { ongoing: true })
  }
}
