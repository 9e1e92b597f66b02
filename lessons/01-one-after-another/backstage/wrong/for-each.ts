import type { Todo } from '@overlap/mock-server'

/**
 * Believes that `forEach` waits for an async callback.
 *
 * @fails returns every todo, in the order of the URLs
 * @diagnosis `forEach` does not wait
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  urls.forEach(async (url) => {
    const response = await fetch(url)
    todos.push((await response.json()) as Todo)
  })
  return todos
}
