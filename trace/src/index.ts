/**
 * What happened on the wire: the record of every call, the facts drawn from it, the drawings and
 * the test matchers.
 *
 * @packageDocumentation
 */
export type { Call, Mark, Outcome, ServerTimes, Trace } from './call.ts'
export { createRecorder } from './recorder.ts'
export type { OpenCall, Recorder, RecorderOptions, Sent } from './recorder.ts'
