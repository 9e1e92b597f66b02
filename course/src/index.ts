export { listAnswers } from './answers/answer-files.ts'
export { runAnswers, startRunner } from './answers/runner.ts'
export type { AnswerRunner, RunnerOptions, RunOptions } from './answers/runner.ts'
export { passesAll, starsOf } from './answers/verdict.ts'
export { voiceOf, type Voice } from './answers/voice.ts'
export type {
  AnswerRequest,
  Level,
  Problem,
  ProblemKind,
  Stars,
  Step,
  StepState,
  Verdict,
} from './answers/verdict.ts'
export { main } from './cli.ts'
export { playHere } from './demo/play-here.ts'
export { explained } from './explained.ts'
export { findHouse } from './house.ts'
export type { House } from './house.ts'
export { findLessons } from './lessons/find.ts'
export { realProcesses, type Processes } from './processes.ts'
export { readHints, starsHint } from './lessons/hints.ts'
export type { Hint } from './lessons/hints.ts'
export type { Lesson } from './lessons/lesson.ts'
export { rowsInView } from './ui/check-screen.ts'
export { pickLesson } from './lessons/pick.ts'
export { problemOf } from './lessons/problem.ts'
export { readCommands } from './lessons/read-me.ts'
export type { ConsoleBlock } from './lessons/read-me.ts'
