import type { Todo } from '@overlap/mock-server'

/**
 * Loads todos one after another: sends each call when the previous one has ended.
 *
 * Takes as long as all calls together. The thread is free while it waits.
 *
 * @param options - `until` is called with each todo; once it returns true, nothing more is sent
 * @returns The todos, in the order of `urls`: all of them, or those up to the one where `until` stopped.
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
export async function loadInOrder(
  urls: readonly string[],
  { until }: { until?: (todo: Todo) => boolean } = {},
): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const url of urls) {
    const todo = await loadTodo(url)
    todos.push(todo)
    if (until?.(todo)) break
  }
  return todos
}

async function loadTodo(url: string): Promise<Todo> {
  const response = await fetch(url)
  return (await response.json()) as Todo
}
