import type { Course } from '../course.ts'
import type { Lesson } from '../lessons/lesson.ts'

/** One thing to do with a lesson. */
export interface Action {
  readonly name: string
  readonly what: string
  /** The action that usually follows: the menu suggests it. */
  readonly next: string
  readonly perform: (course: Course, lesson: Lesson) => Promise<unknown>
}

/** What the menu offers for a lesson, in the order in which it is usually done. */
export const actions: readonly Action[] = [
  {
    name: 'Run',
    next: 'Read',
    what: 'see it happen',
    perform: async (course, { number }) =>
      (await import('./run.ts')).run(course, number, { wishes: {} }),
  },
  {
    name: 'Read',
    next: 'Check',
    what: 'the lesson',
    perform: async (course, { number }) => (await import('./read.ts')).read(course, number),
  },
  {
    name: 'Check',
    next: 'Check',
    what: 'your answer in exercise.ts',
    perform: async (course, { number }) => (await import('./check.ts')).check(course, number),
  },
  {
    name: 'Watch',
    next: 'Diff',
    what: 'check at every save',
    perform: async (course, { number }) => (await import('./watch.ts')).watch(course, number),
  },
  {
    name: 'Hint',
    next: 'Check',
    what: 'one more each time',
    perform: async (course, { number }) => (await import('./hint.ts')).hint(course, number),
  },
  {
    name: 'Diff',
    next: 'back',
    what: 'your answer against the solution',
    perform: async (course, { number }) => (await import('./diff.ts')).diff(course, number),
  },
  {
    name: 'Reset',
    next: 'Check',
    what: 'begin anew; your answer is kept',
    perform: async (course, { number }) => (await import('./reset.ts')).reset(course, number),
  },
]
