import type { Todo } from '@overlap/mock-server'

/**
 * Believes that `Promise.all` over `map` goes through the list in order, one call at a time.
 *
 * @fails sends each call as soon as the previous one has ended
 * @diagnosis call their callback for the next URL without waiting
 */
export function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  return Promise.all(urls.map(loadTodo))
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
