import type { Todo } from '@overlap/mock-server'

/**
 * Believes that the event loop, or the server, needs a pause between two calls.
 *
 * @fails takes as long as its calls together, and no longer
 * @diagnosis nothing was in flight
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const url of urls) {
    const response = await fetch(url)
    todos.push((await response.json()) as Todo)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return todos
}
