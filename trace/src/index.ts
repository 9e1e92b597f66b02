/**
 * The record of every call, the facts about it, its drawings and the test matchers.
 *
 * @packageDocumentation
 */
export type { Call, Mark, Outcome, ServerTimes, Trace } from './call.ts'
export { createRecorder } from './record/recorder.ts'
export type { Header, HeaderSource } from './record/headers.ts'
export type { OpenCall, ResponseHead, Sent } from './record/open-call.ts'
export type { Recorder, RecorderOptions } from './record/recorder.ts'
export { recordFetch } from './record/record-fetch.ts'
export type { RecordFetchOptions } from './record/record-fetch.ts'
export { facts } from './facts.ts'
export type { Facts } from './facts.ts'
export { findings } from './findings.ts'
export type { FindingsOptions } from './findings.ts'
export type { Blocked, Finding, FindingKind } from './findings/finding.ts'
export type { Band, Counts, Span } from './counts.ts'
export { percentiles } from './percentiles.ts'
export type { Percentiles } from './percentiles.ts'
export { numberText } from './number-text.ts'
export { bounds } from './bounds.ts'
export type { Bounds, BoundsOptions, RateRule } from './bounds.ts'
export { queueWait } from './queue-wait.ts'
export type { QueueLoad, QueueWait } from './queue-wait.ts'
export { littlesLaw } from './littles-law.ts'
export type { Flow, KnownFlow } from './littles-law.ts'
export { amdahl } from './amdahl.ts'
export type { PartlySequential } from './amdahl.ts'
export { abortedAt } from './aborted-at.ts'
export { allAtOnce, inBatches, inPool, inSequence } from './schedules.ts'
export { diagnose, Misconception } from './diagnose.ts'
export { setPictureLines } from './pictures.ts'
export { traceMatchers } from './matchers.ts'
export type { TraceMatchers } from './matchers.ts'
export type { MatcherResult } from './matchers/judge.ts'
export { setDrawingDefaults } from './draw/options.ts'
export { wrapText } from './draw/wrap-text.ts'
export type { DrawOptions } from './draw/options.ts'
export { drawTimeline } from './draw/terminal/timeline.ts'
export { drawCounts } from './draw/terminal/counts.ts'
export type { CountsOptions } from './draw/counts/options.ts'
export { drawPercentiles } from './draw/terminal/percentiles.ts'
export type { LatencyRun, PercentilesOptions } from './draw/percentiles/options.ts'
export { countsToSvg } from './draw/svg/counts.ts'
export type { CountsSvgOptions } from './draw/svg/counts.ts'
export { percentilesToSvg } from './draw/svg/percentiles.ts'
export type { PercentilesSvgOptions } from './draw/svg/percentiles.ts'
export { toSvg } from './draw/svg/svg.ts'
export type { SvgOptions } from './draw/svg/svg.ts'
export { toHar } from './export/har.ts'
export type {
  Har,
  HarEntry,
  HarLog,
  HarPair,
  HarRequest,
  HarResponse,
  HarTimings,
} from './export/har-types.ts'
export { toTraceEvents } from './export/trace-events.ts'
export type { TraceEvent, TraceEvents, TraceEventsOptions } from './export/trace-events.ts'
