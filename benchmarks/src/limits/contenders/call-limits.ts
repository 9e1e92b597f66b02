import { withoutResults, type Contenders } from './types.ts'

const limit = 10
/** A call that takes no time, so that only the pool's own cost is left. */
const call = (item: number): Promise<number> => Promise.resolve(item)
const items = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

/** Ways to make `count` calls, with at most 10 in flight. */
export const callLimits: Contenders = {
  /** Only collects the results, as the callers of a limit do. */
  // oxlint-disable-next-line typescript/require-await -- the others load a package
  async 'no limit'() {
    return withoutResults((count) => Promise.all(items(count).map((item) => call(item))))
  },
  async createLimit() {
    const { createLimit } = await import('@overlap/lesson-13')
    return withoutResults((count) => {
      const limited = createLimit(limit)
      return Promise.all(items(count).map((item) => limited(call, item)))
    })
  },
  async 'p-limit'() {
    const { default: pLimit } = await import('p-limit')
    return withoutResults((count) => {
      const limited = pLimit(limit)
      return Promise.all(items(count).map((item) => limited(call, item)))
    })
  },
}
