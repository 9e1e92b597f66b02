import type { Todo } from '@overlap/mock-server'

/**
 * Believes that `until` itself is the second argument.
 *
 * @fails sends nothing more once `until(todo)` returns true
 * @diagnosis Take `until` out of that object
 */
export async function loadInOrder(urls: readonly string[], until?: unknown): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const url of urls) {
    const response = await fetch(url)
    const todo = (await response.json()) as Todo
    todos.push(todo)
    if ((until as ((todo: Todo) => boolean) | undefined)?.(todo)) break
  }
  return todos
}
