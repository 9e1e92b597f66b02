import type { LoadPool } from './types.ts'

export const pMap: LoadPool = async () => {
  const { default: map } = await import('p-map')
  return {
    iterates: true,
    abortable: true,
    map: (items, task, { limit, signal }) =>
      map(items, (item) => task(item), { concurrency: limit, signal }) as Promise<never[]>,
  }
}

export const pLimit: LoadPool = async () => {
  const { default: limitOf } = await import('p-limit')
  return {
    iterates: true,
    abortable: false,
    map: (items, task, { limit }) => limitOf(limit).map(items, (item) => task(item)),
  }
}

export const pQueue: LoadPool = async () => {
  const { default: PQueue } = await import('p-queue')
  return {
    iterates: false,
    abortable: true,
    map(items, task, { limit, signal }) {
      const queue = new PQueue({ concurrency: limit })
      const tasks = Array.from(
        items,
        (item) => (given?: { signal?: AbortSignal | undefined }) => task(item, given),
      )
      return queue.addAll(tasks, { signal })
    },
  }
}

/** An `async` function is passed, because async takes any other one to expect a callback. */
export const asyncMapLimit: LoadPool = async () => {
  const { default: async } = await import('async')
  return {
    iterates: true,
    abortable: false,
    map: (items, task, { limit }) =>
      async.mapLimit(items as IterableIterator<never>, limit, async (item: never) => task(item)),
  }
}

export const asyncQueue: LoadPool = async () => {
  const { default: async } = await import('async')
  return {
    iterates: false,
    abortable: false,
    map(items, task, { limit }) {
      // oxlint-disable-next-line typescript/no-misused-promises -- async awaits it, but its types don't say so
      const queue = async.queue(async (item) => task(item as never), limit)
      return Promise.all(Array.from(items, (item) => queue.pushAsync<never>(item)))
    },
  }
}

/** A task of two parameters wants the signal. Effect makes a controller for such a task only. */
export const effect: LoadPool = async () => {
  const { Effect } = await import('effect')
  return {
    iterates: true,
    abortable: true,
    map: (items, task, { limit, signal }) =>
      Effect.runPromise(
        Effect.forEach(
          items,
          (item) =>
            Effect.tryPromise({
              try: task.length > 1 ? (given) => task(item, { signal: given }) : () => task(item),
              catch: (error) => error,
            }),
          { concurrency: limit },
        ),
        { signal },
      ),
  }
}

export const bottleneck: LoadPool = async () => {
  const { default: Bottleneck } = await import('bottleneck')
  return {
    iterates: false,
    abortable: false,
    map(items, task, { limit }) {
      const limiter = new Bottleneck({ maxConcurrent: limit })
      return Promise.all(Array.from(items, (item) => limiter.schedule(() => task(item))))
    },
  }
}
