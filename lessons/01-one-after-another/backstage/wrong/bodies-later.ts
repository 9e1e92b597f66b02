import type { Todo } from '@overlap/mock-server'

/**
 * Believes that a call has ended when `fetch` resolves.
 *
 * @fails sends each call as soon as the previous one has ended
 * @diagnosis Read each body before you send the next call
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const bodies: Promise<Todo>[] = []
  for (const url of urls) {
    const response = await fetch(url)
    bodies.push(response.json() as Promise<Todo>)
  }
  return Promise.all(bodies)
}
