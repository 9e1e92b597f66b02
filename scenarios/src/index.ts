/**
 * The building blocks of a lesson's check: drawn scenarios, audited runs, and sentences about them.
 *
 * @packageDocumentation
 */
export * as fc from 'fast-check'
export {
  callFailures,
  callFailureText,
  carriesCallFailure,
  lostErrorSentences,
  neverSettledSentences,
  type CallFailure,
  type Sentence,
} from './call-failure.ts'
export { withClockSetBack } from './clock-set-back.ts'
export { latencies, reasons, sizes } from './draws.ts'
export { ending, reasonOf, unhandledIn, type Result } from './endings.ts'
export { everyScenario, oneScenario, type ScenarioOptions } from './every-scenario.ts'
export { carries, isSame } from './same.ts'
export { shown } from './shown.ts'
export {
  mixingSentences,
  playTogether,
  type Mixing,
  type Played,
  type TogetherOptions,
} from './together.ts'
export { count, few, idsIn } from './words.ts'
