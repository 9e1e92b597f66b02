import type { Todo } from '@overlap/mock-server'

/**
 * Believes that `until` asks whether a todo still belongs to the list.
 *
 * @fails sends nothing more once `until(todo)` returns true
 * @diagnosis is missing from your list
 */
export async function loadInOrder(
  urls: readonly string[],
  { until = () => false }: { until?: (todo: Todo) => boolean } = {},
): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const url of urls) {
    const todo = await loadTodo(url)
    if (until(todo)) break
    todos.push(todo)
  }
  return todos
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
