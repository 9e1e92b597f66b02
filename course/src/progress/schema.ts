import * as v from 'valibot'

/** The version of the file format that this course reads and writes. */
export const progressVersion = 1

const when = v.pipe(v.string(), v.isoTimestamp('must be a time such as 2026-01-31T12:00:00.000Z'))
const atLeast0 = v.pipe(v.number(), v.finite(), v.minValue(0))
const counted = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** An answer to a question of a demo. */
const answerSchema = v.looseObject({
  at: when,
  /** The act of the demo that the question was about. */
  act: v.string(),
  question: v.string(),
  /** `ms`, or the noun after the numbers. */
  unit: v.string(),
  predicted: atLeast0,
  measured: atLeast0,
})

/** An older format, from when every demo asked the same two questions. */
const twoNumbersSchema = v.looseObject({
  at: when,
  /** The predictions. A question that the learner skipped is left out. */
  makespanMs: v.optional(atLeast0),
  peakInFlight: v.optional(counted),
  /** The act that the questions were about, and its measurements. */
  act: v.string(),
  measuredMs: atLeast0,
  measuredPeak: counted,
})

const starStateSchema = v.looseObject({
  title: v.string(),
  /** The first sentences of its message. A star that passed has none. */
  message: v.optional(v.string()),
  /** Whether its code was still the starter's. */
  isUntouched: v.optional(v.boolean()),
})

// All objects are loose, so that fields of a newer course are kept.
export const predictionSchema = v.union([answerSchema, twoNumbersSchema])

export const lessonSchema = v.looseObject({
  passedAt: v.optional(when),
  /** How many checks have run on an exercise that the learner had edited, passed or not. */
  tries: v.optional(counted, 0),
  /** How many hints for the task have been shown. */
  hints: v.optional(counted, 0),
  /** The titles of the hints for stars that have been shown. */
  starHints: v.optional(v.array(v.string())),
  /** How often the demo has run. */
  runs: v.optional(counted, 0),
  /** The step that failed in the last try. */
  failedStep: v.optional(v.string()),
  predictions: v.optional(v.array(predictionSchema), []),
  /** When each star was won, by the title of its step. */
  starsAt: v.optional(v.record(v.string(), when)),
  /** How many stars the lesson had at the last check. */
  starCount: v.optional(counted),
  /** The stars at the last check that passed the task, in their order. */
  starStates: v.optional(v.array(starStateSchema)),
  /** The star whose message was shown whole, by the title of its step. */
  explainedStar: v.optional(v.string()),
  /**
   * The time of the last command for the lesson before it passed, and the time spent until then, without
   * breaks. After a reset, `spentMs` starts at 0.
   */
  lastAt: v.optional(when),
  spentMs: v.optional(atLeast0),
  /** The time of the last reset, the time spent before it, and the time of the first pass after it. */
  resetAt: v.optional(when),
  earlierMs: v.optional(atLeast0),
  passedAgainAt: v.optional(when),
})

/** The learner's progress: the content of `.overlap/progress.json`. */
export interface Progress {
  readonly version: typeof progressVersion
  /** By the lesson's name, such as `all-at-once`, because its number may change. */
  readonly lessons: Readonly<Record<string, LessonProgress>>
}
/** The learner's progress in one lesson. */
export type LessonProgress = v.InferOutput<typeof lessonSchema>
/** A prediction and its measurement. */
export type PredictionRecord = AnswerRecord | TwoNumbersRecord
/** A star at the last check that passed the task. */
export type StarState = v.InferOutput<typeof starStateSchema>
type AnswerRecord = v.InferOutput<typeof answerSchema>
type TwoNumbersRecord = v.InferOutput<typeof twoNumbersSchema>

/** Whether a record answers a question; older records have two numbers instead. */
export function isAnswer(record: PredictionRecord): record is AnswerRecord {
  return v.is(answerSchema, record)
}

/** Empty progress, before the first command. */
export const noProgress = (): Progress => ({ version: progressVersion, lessons: {} })
/** Empty progress in one lesson. */
export const untouched = (): LessonProgress => ({ tries: 0, hints: 0, runs: 0, predictions: [] })
