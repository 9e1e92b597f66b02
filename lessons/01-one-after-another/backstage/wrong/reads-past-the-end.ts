import type { Todo } from '@overlap/mock-server'

/**
 * Believes that there is always a next URL.
 *
 * @fails returns a todo for each URL, in the order of `urls`
 * @diagnosis `fetch` was called with `undefined`
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  let next = loadTodo(urls[0]!)
  for (let i = 0; i < urls.length; i++) {
    todos.push(await next)
    next = loadTodo(urls[i + 1]!)
  }
  return todos
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
