// State of a worker thread that outlives a single answer: a thread may check several, one by one.
import { parentPort } from 'node:worker_threads'
import { onSimulated } from '@overlap/mock-server'
import { setDrawingDefaults, setPictureLines } from '@overlap/trace'
import { AnswerGuard, answerLoaded, answerPath, mostDraws } from './answer-guard.ts'
import { showDirectOutput } from './direct-output.ts'
import { withIdleLimit } from './idle-limit.ts'
import { heartbeatMs, type CleanThread, stepChannel, type StepEvent } from './protocol.ts'
import type { Level } from './verdict.ts'
import { reach, ReachedPlaces } from './reached-places.ts'
import { skippedSteps, wantedSteps } from './skipped-steps.ts'
import { threadState } from './thread-state.ts'

// Messages on this channel are sent at once, even if the next statement blocks the thread forever.
// Vitest sends its reports in batches, and a blocked thread never sends the batch.
const channel = new BroadcastChannel(stepChannel)
let stub = ''
let step = ''
let level: Level = 'task'
const send = (kind: StepEvent['kind']): void => {
  const event: StepEvent = { kind, stub, step, level }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no origin
  channel.postMessage(event)
}

setDrawingDefaults({
  color: process.env['OVERLAP_COLOR'] === '1',
  ascii: process.env['OVERLAP_ASCII'] === '1',
  width: Number(process.env['OVERLAP_WIDTH'] ?? 80),
})
setPictureLines(Number(process.env['OVERLAP_PICTURE_LINES'] ?? Infinity))
showDirectOutput()
// A thread that waits still sends heartbeats. A thread in a loop doesn't.
setInterval(() => send('heartbeat'), heartbeatMs).unref()

/** Detects changes that an answer makes to this thread. */
export const guard: AnswerGuard = new AnswerGuard()
/** The marked places that the answer reaches. */
export const reached: ReachedPlaces = new ReachedPlaces()
Object.assign(globalThis, {
  [answerLoaded]: () => guard.afterLoading(),
  [answerPath]: '',
  [mostDraws]: undefined,
  [skippedSteps]: [],
  [wantedSteps]: undefined,
  [reach]: (place: number) => reached.add(place),
})

// Most checks look only at the calls, and miss errors that escaped in a simulation. They are reported
// after the last step, and only if all steps passed: a step that checks for them has a better message.
// Rejections that a check allows (`leaves`) are not in `leftovers`.
let escaped: unknown[] = []
let hasEscaped = false
onSimulated(({ unhandled, leftovers }) => {
  hasEscaped ||= unhandled.length > 0
  for (const left of leftovers) if (left.kind === 'rejection') escaped.push(left.reason)
})

let before = ''

/** Prepares the thread for an answer, before it is loaded. @param file The answer's stub. */
export function beginAnswer(file: string): void {
  stub = file
  enterStep('')
  escaped = []
  hasEscaped = false
  guard.begin()
  reached.begin()
  before = threadState()
}

/** Reports that a step begins. */
export function enterStep(title: string, itsLevel: Level = 'task'): void {
  step = title
  level = itsLevel
  send('step')
}

/** Runs a step, and rejects if it waits for too long. */
export function limited(step: () => Promise<void>): Promise<void> {
  return withIdleLimit(Number(process.env['OVERLAP_STEP_TIMEOUT_MS']), step)
}

/**
 * Ends an answer. If it left nothing behind, the thread may check another answer.
 *
 * @param isLate Whether a step timed out, so its code may still be running.
 * @returns The errors that escaped in simulations.
 */
export function endAnswer(isLate: boolean): readonly unknown[] {
  if (!isLate && !hasEscaped && guard.sawNothing() && threadState() === before) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin
    parentPort?.postMessage({ isClean: true } satisfies CleanThread)
  }
  return escaped
}
