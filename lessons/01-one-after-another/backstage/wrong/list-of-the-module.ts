import type { Todo } from '@overlap/mock-server'

/**
 * Believes that a list outside the function is safe if each run empties it first.
 *
 * @fails keeps overlapping runs apart
 * @diagnosis of another run
 */
const todos: Todo[] = []

export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  todos.length = 0
  for (const url of urls) todos.push(await loadTodo(url))
  return [...todos]
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
