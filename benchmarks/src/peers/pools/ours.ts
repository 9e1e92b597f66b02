import type { LoadPool } from './types.ts'

/** Lesson 13's pool. */
export const mapPool: LoadPool = async () => {
  const { mapPool: map } = await import('@overlap/lesson-13')
  return {
    iterates: true,
    abortable: true,
    map: (items, task, options) => map(items, (item, _, given) => task(item, given), options),
  }
}

/** Lesson 13's limit, which calls from many places share. */
export const createLimit: LoadPool = async () => {
  const lesson = await import('@overlap/lesson-13')
  return {
    iterates: false,
    abortable: false,
    map(items, task, { limit }) {
      const limited = lesson.createLimit(limit)
      return Promise.all(Array.from(items, (item) => limited(task, item)))
    },
  }
}

/** No limit at all. */
export const promiseAll: LoadPool = () =>
  Promise.resolve({
    iterates: true,
    abortable: false,
    map: (items, task) => Promise.all(Array.from(items, (item) => task(item))),
  })
