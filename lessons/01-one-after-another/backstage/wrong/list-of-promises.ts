import type { Todo } from '@overlap/mock-server'

/**
 * Believes that a call to an async function gives its result.
 *
 * @fails returns a todo for each URL, in the order of `urls`
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
