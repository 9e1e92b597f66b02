import { drawTimeline } from '@overlap/trace'
import { startMockApi, type MockApi } from '../index.ts'
import type { StageClock } from './clock.ts'

/** What is left running is watched for so long after the work is over. A call may hang for ever. */
const WATCH_MS = 1500
const LOOK_EVERY_MS = 10

/** A task that sends one call after another has none open for a moment. So look twice. */
const QUIET_LOOKS = 2

const someAreOpen = (api: MockApi): boolean =>
  api.trace.calls.some((call) => call.outcome === 'pending')

/** Waits until the calls that the work has left behind have ended, with those that follow them. */
export async function runOn(api: MockApi, clock: StageClock): Promise<void> {
  let quiet = 0
  for (let ms = 0; ms < WATCH_MS && quiet < QUIET_LOOKS; ms += LOOK_EVERY_MS) {
    await clock.sleep(LOOK_EVERY_MS)
    quiet = someAreOpen(api) ? 0 : quiet + 1
  }
}

/**
 * Calls that nobody sees: the first calls of a process cost some 20 ms more than all others, and the
 * first drawings of them, in the middle of an act, as much again.
 */
export async function warmUp(): Promise<void> {
  using api = startMockApi()
  for (const path of ['/todos/1', '/products/1', '/users/1']) {
    await (await api.fetch(api.url(path))).json()
    drawTimeline(api.trace, { ongoing: true })
  }
}
