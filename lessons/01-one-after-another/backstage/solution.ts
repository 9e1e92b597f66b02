import type { Todo } from '@overlap/mock-server'

/**
 * Loads todos one after another: sends each call when the one before has ended.
 *
 * Takes as long as all calls together. The thread is free while it waits.
 *
 * @returns The todos, in the order of the URLs.
 * @throws The error of the first call that fails. The calls after it are never sent.
 *
 * @example
 * ```ts
 * import { loadInOrder } from '@overlap/lesson-01'
 * import { simulate } from '@overlap/mock-server'
 * import { facts } from '@overlap/trace'
 *
 * const run = await simulate({ latency: 100 }, (api) =>
 *   loadInOrder([api.url('/todos/1'), api.url('/todos/2'), api.url('/todos/3')]),
 * )
 *
 * facts(run.trace).makespanMs // → 300
 * ```
 */
export async function loadInOrder(urls: readonly string[]): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const url of urls) {
    const response = await fetch(url)
    todos.push((await response.json()) as Todo)
  }
  return todos
}
