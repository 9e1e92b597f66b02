import * as v from 'valibot'

/** The version of the file's format that this course reads and writes. */
export const progressVersion = 1

const when = v.pipe(v.string(), v.isoTimestamp('must be a time such as 2026-01-31T12:00:00.000Z'))
const atLeast0 = v.pipe(v.number(), v.finite(), v.minValue(0))
const counted = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** An answer to a question of a demo. */
const answerSchema = v.looseObject({
  at: when,
  /** The act of the demo that it was about. */
  act: v.string(),
  question: v.string(),
  /** `ms`, or the noun that follows the numbers. */
  unit: v.string(),
  predicted: atLeast0,
  measured: atLeast0,
})

/** The format of a prediction when all demos asked the same two questions. */
const twoNumbersSchema = v.looseObject({
  at: when,
  /** What the learner committed to; a part that was skipped is left out. */
  makespanMs: v.optional(atLeast0),
  peakInFlight: v.optional(counted),
  /** The part of the demo it was about, and what was measured there. */
  act: v.string(),
  measuredMs: atLeast0,
  measuredPeak: counted,
})

// Loose: fields that only a newer course knows are kept.
export const predictionSchema = v.union([answerSchema, twoNumbersSchema])

export const lessonSchema = v.looseObject({
  passedAt: v.optional(when),
  /** Checks run on an exercise that the learner has edited, passing or not. */
  tries: v.optional(counted, 0),
  /** Hints shown so far. */
  hints: v.optional(counted, 0),
  /** Demos run. */
  runs: v.optional(counted, 0),
  /** The step that stopped the last try. */
  failedStep: v.optional(v.string()),
  predictions: v.optional(v.array(predictionSchema), []),
  /** When each star was won, by the title of its step. */
  starsAt: v.optional(v.record(v.string(), when)),
  /** How many stars there were to win at the last check. */
  starCount: v.optional(counted),
  /**
   * The last command for the lesson before it was passed, and the time spent until then without breaks.
   * After a reset the time is counted from 0.
   */
  lastAt: v.optional(when),
  spentMs: v.optional(atLeast0),
  /** The last reset, the time spent before it, and the first pass after it. */
  resetAt: v.optional(when),
  earlierMs: v.optional(atLeast0),
  passedAgainAt: v.optional(when),
})

/** All that the course remembers about a learner: what `.overlap/progress.json` holds. */
export interface Progress {
  readonly version: typeof progressVersion
  /** By the lesson's name, such as `all-at-once`; a lesson's number may change. */
  readonly lessons: Readonly<Record<string, LessonProgress>>
}
/** What it remembers about one lesson. */
export type LessonProgress = v.InferOutput<typeof lessonSchema>
/** A prediction, beside what was measured. */
export type PredictionRecord = AnswerRecord | TwoNumbersRecord
type AnswerRecord = v.InferOutput<typeof answerSchema>
type TwoNumbersRecord = v.InferOutput<typeof twoNumbersSchema>

/** Whether a record answers a question; older records have two numbers instead. */
export function isAnswer(record: PredictionRecord): record is AnswerRecord {
  return v.is(answerSchema, record)
}

/** The progress before the first command. */
export const noProgress = (): Progress => ({ version: progressVersion, lessons: {} })
/** The progress in a lesson that was never opened. */
export const untouched = (): LessonProgress => ({ tries: 0, hints: 0, runs: 0, predictions: [] })
