// What a worker thread has once, even if it checks several answers one after another.
import { parentPort } from 'node:worker_threads'
import { onSimulated } from '@overlap/mock-server'
import { setDrawingDefaults, setPictureLines } from '@overlap/trace'
import { AnswerGuard, answerLoaded, answerPath, mostDraws } from './answer-guard.ts'
import { showDirectOutput } from './direct-output.ts'
import { withIdleLimit } from './idle-limit.ts'
import { beatMs, type SpotlessNews, stepChannel, type StepNews } from './protocol.ts'
import type { Level } from './verdict.ts'
import { skippedSteps } from './skipped-steps.ts'
import { threadState } from './thread-state.ts'

// A message of this channel leaves the thread at once, even if the next statement never ends;
// Vitest's own reports are sent in batches, and a blocked thread sends no batch.
const channel = new BroadcastChannel(stepChannel)
let stub = ''
let step = ''
let level: Level = 'task'
const announce = (kind: StepNews['kind']): void => {
  const news: StepNews = { kind, stub, step, level }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a window's, not a channel's
  channel.postMessage(news)
}

setDrawingDefaults({
  color: process.env['OVERLAP_COLOR'] === '1',
  ascii: process.env['OVERLAP_ASCII'] === '1',
  width: Number(process.env['OVERLAP_WIDTH'] ?? 80),
})
setPictureLines(Number(process.env['OVERLAP_PICTURE_LINES'] ?? Infinity))
showDirectOutput()
// A thread that waits still beats; one that loops does not.
setInterval(() => announce('beat'), beatMs).unref()

/** Finds what an answer does to this thread. */
export const guard: AnswerGuard = new AnswerGuard()
Object.assign(globalThis, {
  [answerLoaded]: () => guard.afterLoading(),
  [answerPath]: '',
  [mostDraws]: undefined,
  [skippedSteps]: [],
})

// Most checks ask only for what was on the wire. A step that asks for this has a better sentence, so
// it comes after the last step, and only if all of them passed.
// What a simulation leaves on purpose is not the answer's mistake.
let escaped: unknown[] = []
let hasEscaped = false
onSimulated(({ unhandled, leftovers }) => {
  hasEscaped ||= unhandled.length > 0
  for (const left of leftovers) if (left.kind === 'rejection') escaped.push(left.reason)
})

let before = ''

/** An answer begins, and is loaded next. @param file is its stub. */
export function beginAnswer(file: string): void {
  stub = file
  enterStep('')
  escaped = []
  hasEscaped = false
  guard.begin()
  before = threadState()
}

/** A step begins, by its title. */
export function enterStep(title: string, itsLevel: Level = 'task'): void {
  step = title
  level = itsLevel
  announce('step')
}

/** Runs a step, unless it waits for too long. */
export function limited(step: () => Promise<void>): Promise<void> {
  return withIdleLimit(Number(process.env['OVERLAP_STEP_TIMEOUT_MS']), step)
}

/**
 * An answer has ended. If it left nothing behind, the thread may check another one.
 *
 * @param isLate Whether a step ran out of time, so that it may be running still.
 * @returns The errors that escaped in simulations.
 */
export function endAnswer(isLate: boolean): readonly unknown[] {
  if (!isLate && !hasEscaped && guard.sawNothing() && threadState() === before) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a window's, not a port's
    parentPort?.postMessage({ isSpotless: true } satisfies SpotlessNews)
  }
  return escaped
}
