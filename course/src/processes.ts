import type { AnswerRunner, RunnerOptions } from './answers/runner.ts'
import type { Played } from './demo/play.ts'
import type { DemoSettings } from './demo/settings.ts'
import type { House } from './house.ts'
import type { Lesson } from './lessons/lesson.ts'

/** The work that the course does in child processes. A test can replace each function. */
export interface Processes {
  /** Plays a demo to its end. */
  readonly playDemo: (settings: DemoSettings) => Promise<Played>
  /** Starts a process that checks answers. */
  readonly startRunner: (options: RunnerOptions) => Promise<AnswerRunner>
  /** The first type error in a lesson's `exercise.ts`; `undefined` if there is none or the signal aborts. */
  readonly firstTypeError: (
    house: House,
    lesson: Lesson,
    signal: AbortSignal,
  ) => Promise<string | undefined>
}

/** The real implementations. The code of each is loaded when it is needed. */
export const realProcesses: Processes = {
  playDemo: async (settings) => (await import('./demo/play.ts')).playDemo(settings),
  startRunner: async (options) => (await import('./answers/runner.ts')).startRunner(options),
  firstTypeError: async (house, lesson, signal) =>
    (await import('./answers/first-type-error.ts')).firstTypeError(house, lesson, { signal }),
}
