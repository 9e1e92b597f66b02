/**
 * Records the calls of a whole Node program, by Node's diagnostics channels.
 *
 * @packageDocumentation
 */
export { recordProgram } from './program/record-program.ts'
export { readJournals } from './program/read-journals.ts'
export type { ProgramTrace, ReadOptions } from './program/read-journals.ts'
export type { ProgramSettings } from './program/settings.ts'
export { withoutDigests } from './program/without-digests.ts'
