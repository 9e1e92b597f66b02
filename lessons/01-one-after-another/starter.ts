import type { Todo } from '@overlap/mock-server'

/**
 * Loads todos one after another: sends each call when the one before has ended.
 *
 * @returns The todos, in the order of the URLs.
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  // TODO: this sends every call, but nothing waits for the answers, so the list is still empty.
  for (const url of urls) {
    void loadTodo(url).then((todo) => todos.push(todo))
  }
  return todos
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
