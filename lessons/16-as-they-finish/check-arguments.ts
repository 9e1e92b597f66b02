/** @throws {TypeError} if a task is not a function. */
export function checkTasks(tasks: readonly unknown[]): void {
  for (const task of tasks) expectFunction('run the tasks', 'each task', task)
}

/**
 * @throws {RangeError} if `limit` or `buffer` is out of range.
 * @throws {TypeError} if `fn` is not a function.
 */
export function checkStream(given: { limit: unknown; buffer: unknown; fn: unknown }): void {
  expectCount('map the stream', 'limit', given.limit, 1)
  expectCount('map the stream', 'buffer', given.buffer, 0)
  expectFunction('map the stream', 'fn', given.fn)
}

/**
 * @throws {RangeError} if `prefetch` is out of range.
 * @throws {TypeError} if `fetchPage` is not a function.
 */
export function checkPages(given: { prefetch: unknown; fetchPage: unknown }): void {
  expectCount('load the pages', 'prefetch', given.prefetch, 1)
  expectFunction('load the pages', 'fetchPage', given.fetchPage)
}

/** @throws {TypeError} if `body` is not a readable stream. */
export function checkBody(body: unknown): void {
  if (body instanceof ReadableStream) return
  throw new TypeError(
    `Cannot read the lines: expected body to be a ReadableStream, got ${String(body)}`,
  )
}

function expectCount(what: string, name: string, count: unknown, least: number): void {
  if (count === Infinity || (Number.isInteger(count) && Number(count) >= least)) return
  throw new RangeError(
    `Cannot ${what}: expected ${name} to be a whole number >= ${least} or Infinity, got ${String(count)}`,
  )
}

function expectFunction(what: string, name: string, fn: unknown): void {
  if (typeof fn === 'function') return
  throw new TypeError(`Cannot ${what}: expected ${name} to be a function, got ${String(fn)}`)
}
