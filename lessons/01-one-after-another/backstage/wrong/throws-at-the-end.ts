import type { Todo } from '@overlap/mock-server'

/**
 * Believes that it makes no difference when an error is thrown, as long as it is.
 *
 * @fails sends nothing after a failure, and rejects with its error
 * @diagnosis Stop at the first failure
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  const errors: unknown[] = []
  for (const url of urls) {
    await loadTodo(url).then(
      (todo) => todos.push(todo),
      (error: unknown) => errors.push(error),
    )
  }
  if (errors.length > 0) throw errors[0]
  return todos
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
