import type { Todo } from '@overlap/mock-server'

/**
 * Loads todos one after another: sends each call when the previous one has ended.
 *
 * @returns The todos, in the order of `urls`.
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  // TODO: every call is sent, but the list is empty when the function returns it.
  for (const url of urls) {
    void loadTodo(url).then((todo) => todos.push(todo))
  }
  return todos
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
