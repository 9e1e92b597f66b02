import type { Todo } from '@overlap/mock-server'

/**
 * Believes that a failed call is best skipped.
 *
 * @fails sends nothing after a failure, and rejects with its error
 * @diagnosis Without a `catch` around the call
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const url of urls) {
    try {
      todos.push(await loadTodo(url))
    } catch (error) {
      console.error(error)
    }
  }
  return todos
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
