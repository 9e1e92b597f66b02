import type { Todo } from '@overlap/mock-server'

/**
 * Believes that `Promise.all` over `map` goes through the list in order, one call at a time.
 *
 * @fails has one call in flight at a time
 * @diagnosis All 3 calls were in flight at once
 */
export function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  return Promise.all(
    urls.map(async (url) => {
      const response = await fetch(url)
      return (await response.json()) as Todo
    }),
  )
}
