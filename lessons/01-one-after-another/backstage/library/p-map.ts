import type { Todo } from '@overlap/mock-server'
import pMap from 'p-map'

/**
 * The same with p-map: a pool with one slot is a sequence. It cannot stop early.
 *
 * @level task
 */
export function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  return pMap(
    urls,
    async (url) => {
      const response = await fetch(url)
      return (await response.json()) as Todo
    },
    { concurrency: 1 },
  )
}
