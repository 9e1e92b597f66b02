import type { Todo } from '@overlap/mock-server'

/**
 * Believes that `for … in` goes through the items of a list.
 *
 * @fails returns a todo for each URL, in the order of `urls`
 * @diagnosis goes through the positions of a list
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  // oxlint-disable-next-line typescript/no-for-in-array
  for (const url in urls) todos.push(await loadTodo(url))
  return todos
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
