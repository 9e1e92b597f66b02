import type { Todo } from '@overlap/mock-server'

/**
 * Believes that a failed call is best skipped, and goes on with the next.
 *
 * @fails sends nothing after a failure, and passes the error on
 * @diagnosis was swallowed
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const url of urls) {
    try {
      const response = await fetch(url)
      todos.push((await response.json()) as Todo)
    } catch (error) {
      console.error(error)
    }
  }
  return todos
}
