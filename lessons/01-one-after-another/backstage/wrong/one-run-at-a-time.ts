import type { Todo } from '@overlap/mock-server'

/**
 * Believes that "one after another" holds for every run of the function together.
 *
 * @fails keeps overlapping runs apart
 * @diagnosis Another run of your function held it up
 */
let last: Promise<unknown> = Promise.resolve()

export function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const mine = last.then(() => loadAll(urls))
  last = mine.catch(() => undefined)
  return mine
}

async function loadAll(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const url of urls) todos.push(await loadTodo(url))
  return todos
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
