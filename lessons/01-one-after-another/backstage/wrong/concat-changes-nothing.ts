import type { Todo } from '@overlap/mock-server'

/**
 * Believes that `concat` changes the list, as `push` does.
 *
 * @fails returns a todo for each URL, in the order of `urls`
 * @diagnosis Your list is empty, although 3 answers arrived
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const url of urls) todos.concat(await loadTodo(url))
  return todos
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
