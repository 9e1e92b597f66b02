import type { Todo } from '@overlap/mock-server'

/**
 * Believes that a URL that appears twice needs only one call.
 *
 * @fails returns a todo for each URL, in the order of `urls`
 * @diagnosis appears 2 times in the URLs, but your code requested it once
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const loaded: Record<string, Todo> = {}
  for (const url of urls) loaded[url] ??= await loadTodo(url)
  return urls.map((url) => loaded[url]!)
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
