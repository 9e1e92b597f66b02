import type { Course } from '../course.ts'
import type { Lesson } from '../lessons/lesson.ts'

/** One thing to do with a lesson. */
export interface Action {
  readonly name: string
  readonly what: string
  readonly perform: (course: Course, lesson: Lesson) => Promise<unknown>
}

/** What the menu offers for a lesson, in the order in which it is usually done. */
export const actions: readonly Action[] = [
  {
    name: 'Run',
    what: 'see it happen',
    perform: async (course, { number }) =>
      (await import('./run.ts')).run(course, number, { wishes: {} }),
  },
  {
    name: 'Read',
    what: 'the lesson',
    perform: async (course, { number }) => (await import('./read.ts')).read(course, number),
  },
  {
    name: 'Check',
    what: 'your answer in exercise.ts',
    perform: async (course, { number }) => (await import('./check.ts')).check(course, number),
  },
  {
    name: 'Watch',
    what: 'check at every save',
    perform: async (course, { number }) => (await import('./watch.ts')).watch(course, number),
  },
  {
    name: 'Hint',
    what: 'one more each time',
    perform: async (course, { number }) => (await import('./hint.ts')).hint(course, number),
  },
  {
    name: 'Diff',
    what: 'your answer against the solution',
    perform: async (course, { number }) => (await import('./diff.ts')).diff(course, number),
  },
  {
    name: 'Reset',
    what: 'begin anew; your answer is kept',
    perform: async (course, { number }) => (await import('./reset.ts')).reset(course, number),
  },
]
