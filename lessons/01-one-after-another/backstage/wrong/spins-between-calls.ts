import type { Todo } from '@overlap/mock-server'

/**
 * Believes that a loop that watches the clock is a pause like any other, and that a server needs one.
 *
 * @fails sends each call as soon as the previous one has ended
 * @diagnosis Nothing was in flight from 300 to 330 ms, because your code held the thread
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const url of urls) {
    todos.push(await loadTodo(url))
    const until = performance.now() + 30
    while (performance.now() < until);
  }
  return todos
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
