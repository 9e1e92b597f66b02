import type { Todo } from '@overlap/mock-server'

/**
 * Believes that to wait means to keep the thread busy.
 *
 * @fails lets timers fire on time while it waits
 * @diagnosis A timer that is due every 10 ms didn't fire
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const url of urls) {
    const call = loadTodo(url)
    const until = performance.now() + 30
    while (performance.now() < until);
    todos.push(await call)
  }
  return todos
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
