import type { FetchPage, Page, PagesOptions } from '../../types.ts'
import { mapStream } from '../solution.ts'

export { asTheyFinish, mapStream, readLines } from '../solution.ts'

/**
 * Believes that an empty cursor is a cursor.
 *
 * @fails loads pages ahead, at most `prefetch`
 * @diagnosis is the last one, because its `nextCursor` is
 */
export function pages<P extends Page>(
  fetchPage: FetchPage<P>,
  { prefetch = 1, signal }: PagesOptions = {},
): AsyncIterable<P> {
  let last: P | undefined
  function* cursors(): Generator<string | undefined> {
    do yield last?.nextCursor ?? undefined
    while (typeof last!.nextCursor === 'string')
  }
  const load = async (at: string | undefined, _index: number, init: { signal: AbortSignal }) =>
    (last = await fetchPage(at, init))
  return mapStream(cursors(), load, { limit: 1, buffer: prefetch - 1, signal })
}
