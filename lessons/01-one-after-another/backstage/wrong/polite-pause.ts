import type { Todo } from '@overlap/mock-server'

/**
 * Believes that the server, or the event loop, needs a pause between two calls.
 *
 * @fails sends each call as soon as the previous one has ended
 * @diagnosis needs a break
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const url of urls) {
    todos.push(await loadTodo(url))
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return todos
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
