import * as v from 'valibot'

const when = v.pipe(v.string(), v.isoTimestamp('must be a time such as 2026-01-31T12:00:00.000Z'))
const atLeast0 = v.pipe(v.number(), v.minValue(0))
const counted = v.pipe(atLeast0, v.integer())

const prediction = v.object({
  at: when,
  /** What the learner committed to; a part that was skipped is left out. */
  makespanMs: v.optional(atLeast0),
  peakInFlight: v.optional(counted),
  /** The part of the demo it was about, and what was measured there. */
  act: v.string(),
  measuredMs: atLeast0,
  measuredPeak: counted,
})

const lesson = v.object({
  passedAt: v.optional(when),
  /** Checks run, passing or not. */
  tries: v.optional(counted, 0),
  /** Hints shown so far. */
  hints: v.optional(counted, 0),
  /** Demos run. */
  runs: v.optional(counted, 0),
  /** The step that stopped the last check. */
  failedStep: v.optional(v.string()),
  predictions: v.optional(v.array(prediction), []),
})

/** What `.overlap/progress.json` holds. Lessons go by their folder's name. */
export const progressSchema = v.object({
  version: v.literal(1),
  lessons: v.optional(v.record(v.string(), lesson), {}),
})

/** All that the course remembers about a learner. */
export type Progress = v.InferOutput<typeof progressSchema>
/** What it remembers about one lesson. */
export type LessonProgress = v.InferOutput<typeof lesson>
/** A prediction, beside what was measured. */
export type PredictionRecord = v.InferOutput<typeof prediction>

/** A learner at the very start. */
export const noProgress = (): Progress => ({ version: 1, lessons: {} })
/** A lesson that was never opened. */
export const untouched = (): LessonProgress => ({ tries: 0, hints: 0, runs: 0, predictions: [] })
