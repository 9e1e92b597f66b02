import type { FindingKind } from '@overlap/trace'
import type { Lesson } from '../lessons/lesson.ts'

/** The name of the lesson that teaches what to do about a finding. */
export const lessonNames: Readonly<Record<FindingKind, string>> = {
  'one-after-another': 'all-at-once',
  batches: 'a-few-at-a-time',
  'new-connections': 'reuse-connections',
  'unread-bodies': 'reuse-connections',
  'same-call': 'ask-once',
  'asked-again': 'ask-once',
  'hurried-retries': 'back-off',
  aborted: 'give-up-in-time',
  'never-ended': 'give-up-in-time',
  tail: 'cut-the-tail',
  'busy-thread': 'the-event-loop',
  crowd: 'a-few-at-a-time',
}

/** The lesson that teaches what to do about a finding. */
export function lessonFor(kind: FindingKind, lessons: readonly Lesson[]): Lesson | undefined {
  return lessons.find(({ name }) => name === lessonNames[kind])
}
