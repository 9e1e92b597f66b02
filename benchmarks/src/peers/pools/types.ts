/** A task for an item. It rejects or throws if it fails. */
export type Task<T, R> = (
  item: T,
  options?: {
    /** The signal that the library hands to the task, if it hands any. */
    readonly signal?: AbortSignal | undefined
  },
) => Promise<R>

/** Options of `map`. */
export interface MapOptions {
  /** How many tasks may be in flight. */
  readonly limit: number
  /** Stops the work. Ignored if the pool isn't `abortable`. */
  readonly signal?: AbortSignal | undefined
}

/** One way to run many tasks, a few at a time, as its documentation recommends. */
export interface Pool {
  /** Runs `task` on every item, and resolves with the results. */
  map<T, R>(items: Iterable<T>, task: Task<T, R>, options: MapOptions): Promise<R[]>
  /** Whether it takes an iterable. Otherwise, it takes one task at a time, and the caller reads the items. */
  readonly iterates: boolean
  /** Whether it takes a signal. */
  readonly abortable: boolean
}

/** Loads a pool, and nothing but its own package. */
export type LoadPool = () => Promise<Pool>
