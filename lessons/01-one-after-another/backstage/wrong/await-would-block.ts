import type { Todo } from '@overlap/mock-server'

/**
 * Believes that `await` would block the whole program, and that the calls wait for each other
 * anyway.
 *
 * @fails returns a todo for each URL, in the order of `urls`
 * @diagnosis nothing waited for them
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const url of urls) {
    loadTodo(url).then((todo) => todos.push(todo))
  }
  return todos
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
