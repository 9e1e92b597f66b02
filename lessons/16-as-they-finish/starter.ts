import type {
  FetchPage,
  FinishOptions,
  Finished,
  MapStreamOptions,
  Mapper,
  Page,
  PagesOptions,
  Source,
  Task,
} from './types.ts'

/**
 * Calls every task at once, and yields how each one ended. `types.ts` documents the options.
 *
 * @returns For each task, `{ index, status, value }` or `{ index, status, reason }`
 */
export async function* asTheyFinish<T>(
  tasks: readonly Task<T>[],
  _options: FinishOptions = {}, // for a star
): AsyncGenerator<Finished<T>> {
  const { signal } = new AbortController()
  const promises = tasks.map(async (task) => task({ signal }))
  // TODO: this waits for the slowest task. Yield each result as soon as its task has ended.
  const results = await Promise.allSettled(promises)
  for (const [index, result] of results.entries()) yield { ...result, index }
}

/** For a star: yields the lines of a body, such as `response.body`. `types.ts` says what a line is. */
export function readLines(_body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  throw new Error('TODO: read the lines of a body')
}

/** For a star: calls `fn` for the items of any source, and yields the results. */
export function mapStream<T, R>(
  _source: Source<T>,
  _fn: Mapper<T, R>,
  { limit }: MapStreamOptions,
): AsyncGenerator<R> {
  throw new Error(`TODO: map a stream with a limit of ${limit}`)
}

/** For a star: yields the pages of a list, and loads the next ones ahead. */
export function pages<P extends Page>(
  _fetchPage: FetchPage<P>,
  { prefetch = 1 }: PagesOptions = {},
): AsyncGenerator<P> {
  throw new Error(`TODO: load ${prefetch} pages ahead`)
}
