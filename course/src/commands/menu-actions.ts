import type { Course } from '../course.ts'
import type { Lesson } from '../lessons/lesson.ts'

/** Returned by an action after which the menu goes back to the list of lessons. */
export const back = 'back'

/** An action of the menu for a lesson. */
export interface Action {
  readonly name: string
  readonly what: string
  /** Runs the action. Returns the name of the action to suggest next, or `back`. */
  readonly perform: (course: Course, lesson: Lesson) => Promise<string>
}

/** The actions for a lesson, in the order in which learners usually need them. */
export const actions: readonly Action[] = [
  {
    name: 'Run',
    what: 'see it happen',
    perform: async (course, { number }) => {
      await (await import('./run.ts')).run(course, number, { wishes: {} })
      return 'Read'
    },
  },
  {
    name: 'Read',
    what: 'the lesson text',
    perform: async (course, { number }) => {
      await (await import('./read.ts')).read(course, number)
      return 'Check'
    },
  },
  {
    name: 'Check',
    what: 'check exercise.ts once',
    perform: async (course, { number }) => {
      const exitCode = await (await import('./check.ts')).check(course, number)
      return exitCode === 0 ? back : 'Check'
    },
  },
  {
    name: 'Watch',
    what: 'check on every save',
    perform: async (course, { number }) => {
      const passed = await (await import('./watch.ts')).watchUntilStopped(course, number)
      return passed ? back : 'Hint'
    },
  },
  {
    name: 'Hint',
    what: 'the next hint',
    perform: async (course, { number }) => {
      await (await import('./hint.ts')).hint(course, number)
      return 'Check'
    },
  },
  {
    name: 'Diff',
    what: 'compare your code with the solution',
    perform: async (course, { number }) => {
      await (await import('./diff.ts')).diff(course, number)
      return back
    },
  },
  {
    name: 'Reset',
    what: 'start over; your code is saved',
    perform: async (course, { number }) => {
      await (await import('./reset.ts')).reset(course, number)
      return 'Check'
    },
  },
]
