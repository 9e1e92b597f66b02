import { startMockApi, type MockApi } from '../index.ts'
import type { StageClock } from './clock.ts'

/** What is left running is watched for so long after the work is over. A call may hang for ever. */
const WATCH_MS = 1500
const LOOK_EVERY_MS = 10

const someAreOpen = (api: MockApi): boolean =>
  api.trace.calls.some((call) => call.outcome === 'pending')

/**
 * Lets calls that the work has left behind run on, so that the picture shows them: marks the moment
 * at which the work was over, and waits until they have ended.
 */
export async function runOn(api: MockApi, clock: StageClock, label: string): Promise<void> {
  if (!someAreOpen(api)) return
  api.mark(label)
  for (let ms = 0; ms < WATCH_MS && someAreOpen(api); ms += LOOK_EVERY_MS) {
    await clock.sleep(LOOK_EVERY_MS)
  }
}

/** Calls that nobody sees: the first calls of a process cost some 20 ms more than all others. */
export async function warmUp(): Promise<void> {
  using api = startMockApi()
  for (const path of ['/todos/1', '/products/1', '/users/1']) {
    await (await api.fetch(api.url(path))).json()
  }
}
