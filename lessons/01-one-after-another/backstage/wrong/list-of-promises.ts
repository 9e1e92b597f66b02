import type { Todo } from '@overlap/mock-server'

/**
 * Believes that a call to an async function gives its result.
 *
 * @fails returns every todo, in the order of the URLs
 * @diagnosis Your list holds promises instead of todos
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: unknown[] = []
  for (const url of urls) todos.push(loadTodo(url))
  return todos as Todo[]
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
