import type { Todo } from '@overlap/mock-server'

/**
 * Believes that waiting means to stand still: it spins until the pause is over.
 *
 * @fails lets the rest of the program go on while it waits
 * @diagnosis the thread was held
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const url of urls) {
    const call = fetch(url)
    const until = performance.now() + 90
    while (performance.now() < until);
    todos.push((await (await call).json()) as Todo)
  }
  return todos
}
