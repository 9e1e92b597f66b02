/**
 * What a lesson's check is made of: drawn scenarios, audited runs, and sentences about what was seen.
 *
 * @packageDocumentation
 */
export * as fc from 'fast-check'
export { latencies, reasons, sizes } from './draws.ts'
export { everyScenario, oneScenario, type ScenarioOptions } from './every-scenario.ts'
export { carries, isSame } from './same.ts'
export { shown } from './shown.ts'
