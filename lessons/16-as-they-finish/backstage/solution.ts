import { checkBody, checkPages, checkStream, checkTasks } from '../check-arguments.ts'
import { closable } from '../closable.ts'
import { iteratorOf, type Opened } from '../iterator-of.ts'
import type { FetchPage, Finished, MapStreamOptions, Mapper, Page, Task } from '../types.ts'
import type { FinishOptions, PagesOptions, Source } from '../types.ts'
export type * from '../types.ts'

/**
 * Calls every task at once, and yields how each one ended, in the order in which they end. A task that fails
 * is one of the results: the loop goes on. n tasks cost O(n). They start with the first `next()`.
 * If the loop ends early, the signals of the tasks that are still running abort, and nothing waits for them.
 * The signal of a finished task never aborts, because a `Response` still needs it.
 *
 * @throws {TypeError} if a task is not a function: a promise, for example, can't be aborted.
 * @throws `signal.reason`, unchanged, as soon as the signal aborts.
 *
 * @example
 * ```ts
 * import { asTheyFinish } from '@overlap/lesson-16'
 * const seen: unknown[] = []
 * const tasks = [() => new Promise((end) => setTimeout(end, 9, 'slow')), () => 'quick']
 * for await (const result of asTheyFinish(tasks)) seen.push(result.index)
 * seen // → [1, 0]
 * ```
 */
export function asTheyFinish<T>(
  tasks: readonly Task<T>[],
  { signal }: FinishOptions = {},
): AsyncIterable<Finished<T>, void> {
  checkTasks(tasks)
  // One slot for each task: the task that ends first fills the first slot.
  const slots = tasks.map(() => Promise.withResolvers<Finished<T> | undefined>())
  const running = new Set<AbortController>()
  let finished = 0

  async function run(task: Task<T>, index: number): Promise<void> {
    const result = await settled(running, task)
    slots[finished++]!.resolve({ ...result, index })
  }
  function stop(): void {
    for (const controller of running) controller.abort(signal?.reason)
    for (const slot of slots) slot.resolve(undefined) // those that are filled stay as they are
  }
  async function* results(): AsyncGenerator<Finished<T>, void> {
    signal?.throwIfAborted()
    signal?.addEventListener('abort', stop)
    try {
      for (const [index, task] of tasks.entries()) void run(task, index)
      for (const slot of slots) {
        const result = await slot.promise
        signal?.throwIfAborted()
        if (!result) return
        yield result
      }
    } finally {
      signal?.removeEventListener('abort', stop)
    }
  }
  return closable(results(), stop) // `break` calls `return()`, and so `stop`
}

/**
 * Calls `fn` for the items of a source, with at most `limit` calls in flight, and yields the results. It pulls
 * items one at a time, at most `limit + buffer` ahead of the loop, so the source may be endless.
 * The results that come before an error of a call or of the source are yielded first, and nothing starts after
 * it. If the stream ends early, it closes the source, aborts the signals of the calls in flight, and waits for neither.
 *
 * @throws {RangeError | TypeError} if an option is out of range, or an argument has the wrong type.
 * @throws What a call or the source threw, or `signal.reason` as soon as the signal aborts, unchanged.
 *
 * @example
 * ```ts
 * import { mapStream } from '@overlap/lesson-16'
 * const seen: number[] = []
 * for await (const n of mapStream([1, 2, 3], (n) => 2 * n, { limit: 2 })) seen.push(n)
 * seen // → [2, 4, 6]
 * ```
 */
export function mapStream<T, R>(
  source: Source<T>,
  fn: Mapper<T, R>,
  options: MapStreamOptions,
): AsyncIterable<R, void> {
  const { limit, buffer = 0, ordered = false, signal } = options ?? {}
  checkStream({ limit, buffer, fn })
  const running = new Set<AbortController>()
  const results = new Map<number, PromiseSettledResult<R>>()
  let iterator: Opened<T>
  let pulled = 0
  let ended = 0
  let read = 0
  let isPulling = false
  let isLast = false // no item comes after those that were pulled
  let isStopped = false
  let wake = (): void => {}

  /** Pulls items while there is room, one at a time. */
  async function fill(): Promise<void> {
    if (isPulling) return
    isPulling = true
    try {
      while (!isLast && running.size < limit && pulled < read + limit + buffer) {
        const { done, value } = await iterator.next()
        if (done) isLast = true
        else if (!isLast) void call(value, pulled++)
      }
    } catch (reason) {
      put({ status: 'rejected', reason }, pulled++)
    }
    isPulling = false
    wake()
  }
  async function call(given: T | PromiseLike<T>, index: number): Promise<void> {
    const result = await settled(running, async (init) => {
      const item = await given
      init.signal.throwIfAborted()
      return fn(item, index, init)
    })
    put(result, index)
    void fill()
  }
  function put(result: PromiseSettledResult<R>, index: number): void {
    results.set(ordered ? index : ended++, result)
    if (result.status === 'rejected') close()
    wake()
  }

  /** Doesn't wait for a source that closes slowly, and ignores its errors. */
  function close(): void {
    if (!isLast) Promise.try(() => iterator.return?.()).catch(() => {})
    isLast = true
  }
  function stop(): void {
    isStopped = true
    close()
    for (const controller of running) controller.abort(signal?.reason)
    wake()
  }
  async function* inTurn(): AsyncGenerator<R, void> {
    signal?.throwIfAborted()
    signal?.addEventListener('abort', stop)
    try {
      iterator = iteratorOf(source)
      void fill()
      while (!isStopped && !(isLast && read === pulled)) {
        const result = results.get(read)
        if (result?.status === 'rejected') {
          stop()
          throw result.reason
        }
        if (result) {
          results.delete(read++)
          void fill()
          yield result.value
        } else await new Promise<void>((resolve) => (wake = resolve))
        signal?.throwIfAborted()
      }
    } finally {
      signal?.removeEventListener('abort', stop)
    }
  }
  return closable(inTurn(), stop)
}

/**
 * Loads a list page by page, and yields the pages. While the loop is at work on a page, it loads the next
 * ones, one after the other, because each page holds the cursor of the next. The pages that come before an
 * error are yielded first. If the loop ends early, the signal of `fetchPage` aborts.
 *
 * @throws {RangeError | TypeError} if `prefetch` is out of range, or `fetchPage` isn't a function.
 * @throws What `fetchPage` threw, or `signal.reason` as soon as the signal aborts, unchanged.
 *
 * @example
 * ```ts
 * import { pages } from '@overlap/lesson-16'
 * const seen: number[] = []
 * const load = (at = 'a') => ({ items: [1, 2], nextCursor: at === 'a' ? 'b' : null })
 * for await (const { items } of pages(load)) seen.push(...items)
 * seen // → [1, 2, 1, 2]
 * ```
 */
export function pages<P extends Page>(
  fetchPage: FetchPage<P>,
  { prefetch = 1, signal }: PagesOptions = {},
): AsyncIterable<P, void> {
  checkPages({ prefetch, fetchPage })
  let last: P | undefined
  function* cursors(): Generator<string | undefined, void> {
    do yield last?.nextCursor ?? undefined
    while (last!.nextCursor)
  }
  const load: Mapper<string | undefined, P> = async (cursor, _index, init) =>
    (last = await fetchPage(cursor, init))
  // With a limit of 1, a cursor is pulled only when the page before it has arrived.
  return mapStream(cursors(), load, { limit: 1, buffer: prefetch - 1, signal })
}

/**
 * Yields the lines of a body, without `\n` or `\r\n`, as soon as each one is complete. It reads a chunk only
 * when the loop needs one, so its memory grows with the longest line, not with the body. If the loop ends
 * early, it cancels the body. To abort, use the signal of the call that the body is from.
 *
 * @throws {TypeError} if `body` is not a readable stream, or if another reader has locked it.
 * @throws What the body throws, unchanged. The part of a line that came before it is dropped.
 *
 * @example
 * ```ts
 * import { readLines } from '@overlap/lesson-16'
 * const rows: unknown[] = []
 * const { body } = new Response('{"row":1}\n{"row":2}\n')
 * for await (const line of readLines(body!)) rows.push(JSON.parse(line))
 * rows // → [{ row: 1 }, { row: 2 }]
 * ```
 */
export function readLines(body: ReadableStream<Uint8Array>): AsyncIterable<string, void> {
  checkBody(body)
  const reader = body.getReader()
  let isCancelled = false

  async function* lines(): AsyncGenerator<string, void> {
    const decoder = new TextDecoder()
    let line = ''
    for (let isEnd = false; !isEnd;) {
      const { done, value } = await reader.read()
      isEnd = done
      // A chunk may end within a character. The decoder keeps such a piece for the next chunk.
      const text = decoder.decode(value, { stream: !done })
      const [rest, ...starts] = text.split('\n') as [string, ...string[]]
      line += rest
      for (const start of starts) {
        yield line.replace(/\r$/, '')
        line = start
      }
    }
    if (line && !isCancelled) yield line
  }
  return closable(lines(), () => {
    isCancelled = true
    void reader.cancel().catch(() => {})
  })
}

/** Runs a call with a signal of its own. Its controller is in `running` until the call has ended. */
async function settled<R>(running: Set<AbortController>, call: Task<R>) {
  const controller = new AbortController()
  running.add(controller)
  const [result] = await Promise.allSettled([Promise.try(call, { signal: controller.signal })])
  running.delete(controller)
  return result
}
