import type { Todo } from '@overlap/mock-server'

/**
 * Believes that to stop early means to return fewer todos.
 *
 * @fails sends nothing more once `until(todo)` returns true
 * @diagnosis before it called `until`
 */
export async function loadInOrder(
  urls: readonly string[],
  { until = () => false }: { until?: (todo: Todo) => boolean } = {},
): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const url of urls) todos.push(await loadTodo(url))
  const last = todos.findIndex((todo) => until(todo))
  return last < 0 ? todos : todos.slice(0, last + 1)
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
