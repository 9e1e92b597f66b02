import * as v from 'valibot'
import { messageOf } from '../errors.ts'
import {
  lessonSchema,
  noProgress,
  predictionSchema,
  progressVersion,
  untouched,
  type LessonProgress,
  type PredictionRecord,
  type Progress,
} from './schema.ts'

/** The result of reading a progress file. */
export interface ReadProgress {
  readonly progress: Progress
  /** The entries that could not be read and were left out, such as `lessons.all-at-once.tries`. */
  readonly dropped: readonly string[]
  /** The file's version, if a newer course wrote the file. */
  readonly newerVersion?: number
}

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads the text of a progress file. It keeps fields that this course doesn't know. If the file is
 * damaged, it keeps every entry that is valid.
 */
export function readProgress(text: string | undefined): ReadProgress {
  if (text === undefined) return { progress: noProgress(), dropped: [] }
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    return {
      progress: noProgress(),
      dropped: [`the whole file, which is not JSON: ${messageOf(error)}`],
    }
  }
  if (!isFields(data)) return { progress: noProgress(), dropped: ['the whole file'] }
  const { version } = data
  if (typeof version === 'number' && version > progressVersion) {
    return { progress: noProgress(), dropped: [], newerVersion: version }
  }
  const dropped: string[] = version === progressVersion ? [] : ['version']
  const lessons = readLessons(data['lessons'], dropped)
  return { progress: { ...data, version: progressVersion, lessons }, dropped }
}

function readLessons(data: unknown, dropped: string[]): Progress['lessons'] {
  const lessons = new Map<string, LessonProgress>()
  for (const [key, value] of entriesOf(data, 'lessons', dropped)) {
    const lesson = readLesson(value, `lessons.${key}`, dropped)
    if (lesson === undefined) continue
    // Older files have the folder's name as the key, such as `02-all-at-once`.
    const name = key.replace(/^\d\d-/, '')
    const other = lessons.get(name)
    lessons.set(name, other === undefined ? lesson : merged(other, lesson))
  }
  return Object.fromEntries(lessons)
}

function entriesOf(data: unknown, at: string, dropped: string[]): [string, unknown][] {
  if (isFields(data)) return Object.entries(data)
  if (data !== undefined) dropped.push(at)
  return []
}

function readLesson(data: unknown, at: string, dropped: string[]): LessonProgress | undefined {
  if (!isFields(data)) {
    dropped.push(at)
    return undefined
  }
  const { predictions, ...rest } = data
  const sound = Object.entries(rest).filter(([key, value]) => {
    const schema = lessonSchema.entries[key as keyof typeof lessonSchema.entries]
    const ok = !Object.hasOwn(lessonSchema.entries, key) || v.is(schema, value)
    if (!ok) dropped.push(`${at}.${key}`)
    return ok
  })
  return {
    ...untouched(),
    ...(Object.fromEntries(sound) as Partial<LessonProgress>),
    predictions: readPredictions(predictions, `${at}.predictions`, dropped),
  }
}

function readPredictions(data: unknown, at: string, dropped: string[]): PredictionRecord[] {
  if (!Array.isArray(data)) {
    if (data !== undefined) dropped.push(at)
    return []
  }
  return data.filter((entry: unknown, index): entry is PredictionRecord => {
    const ok = v.is(predictionSchema, entry)
    if (!ok) dropped.push(`${at}.${index}`)
    return ok
  })
}

/** Merges the entries of one lesson under its old and its new key. */
function merged(a: LessonProgress, b: LessonProgress): LessonProgress {
  const passedAt = a.passedAt ?? b.passedAt
  return {
    ...a,
    ...b,
    ...(passedAt !== undefined && { passedAt }),
    ...((a.starsAt ?? b.starsAt) && { starsAt: { ...b.starsAt, ...a.starsAt } }),
    ...((a.spentMs ?? b.spentMs) !== undefined && { spentMs: (a.spentMs ?? 0) + (b.spentMs ?? 0) }),
    tries: a.tries + b.tries,
    runs: a.runs + b.runs,
    hints: Math.max(a.hints, b.hints),
    predictions: [...a.predictions, ...b.predictions],
  }
}

function isFields(data: unknown): data is Fields {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}
