import type { Todo } from '@overlap/mock-server'

/**
 * Believes that an error still reaches the caller if `finally` returns the list.
 *
 * @fails sends nothing after a failure, and rejects with its error
 * @diagnosis `return` in `finally`
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  try {
    for (const url of urls) todos.push(await loadTodo(url))
  } finally {
    // oxlint-disable-next-line no-unsafe-finally
    return todos
  }
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
