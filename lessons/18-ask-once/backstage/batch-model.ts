import type { BatchScene } from './batch-play.ts'

/** A call of `loadMany` that has to be made. */
export interface WantedBatch {
  keys: unknown[]
  /** When its first key came. */
  readonly openMs: number
  sentMs: number
  abortedMs?: number
}

export interface WantedResult {
  readonly atMs: number
  readonly how: 'value' | 'error of the key' | 'error of the batch' | 'TypeError' | 'reason'
}

export interface WantedBatches {
  readonly batches: readonly WantedBatch[]
  readonly ends: readonly WantedResult[]
}

interface Loading {
  readonly batch: WantedBatch
  readonly waiting: Set<number>
}

/** Plays a scene by the rules of the lesson: what has to happen, to the millisecond. */
export function expectedBatches(scene: BatchScene): WantedBatches {
  const { callers, maxSize = Infinity, waitMs = 1, latencyMs, bad, ends: how } = scene
  const batches: WantedBatch[] = []
  const ends: WantedResult[] = []
  const loading = new Map<unknown, Loading>()
  let open: WantedBatch | undefined
  const queue: { atMs: number; run: () => void }[] = []

  const finish = (
    batch: WantedBatch,
    keys: readonly unknown[],
    nth: number,
    atMs: number,
  ): void => {
    const end = how[nth % how.length]!
    for (const key of keys) {
      const load = loading.get(key)
      if (load?.batch !== batch) continue
      loading.delete(key)
      const own = bad.includes(key) ? 'error of the key' : 'value'
      const failed = end === 'rejects' || end === 'throws' ? 'error of the batch' : 'TypeError'
      for (const i of load.waiting) ends[i] = { atMs, how: end === 'values' ? own : failed }
    }
  }

  const send = (batch: WantedBatch, atMs: number): void => {
    if (open !== batch) return
    open = undefined
    const keys = [...batch.keys]
    batch.sentMs = atMs
    const nth = batches.push({ ...batch, keys }) - 1
    const isNow = how[nth % how.length] === 'throws'
    batch.keys = keys
    queue.push({
      atMs: isNow ? atMs : atMs + latencyMs,
      run: () => finish(batch, keys, nth, isNow ? atMs : atMs + latencyMs),
    })
    sentAs.set(batch, nth)
  }
  const sentAs = new Map<WantedBatch, number>()

  const leave = (key: unknown, { batch, waiting }: Loading, i: number, atMs: number): void => {
    if (ends[i]) return
    ends[i] = { atMs, how: 'reason' }
    waiting.delete(i)
    if (waiting.size > 0) return
    loading.delete(key)
    const nth = sentAs.get(batch)
    if (nth === undefined) {
      batch.keys = batch.keys.filter((other) => !Object.is(other, key))
      if (batch.keys.length === 0 && open === batch) open = undefined
      return
    }
    const isWanted = [...loading.values()].some((load) => load.batch === batch)
    if (!isWanted) batches[nth]!.abortedMs = atMs
  }

  for (const [i, { arg, atMs, abortMs }] of callers.entries()) {
    const arrive = (): void => {
      let load = loading.get(arg)
      if (!load) {
        if (!open) {
          const batch: WantedBatch = { keys: [], openMs: atMs, sentMs: Infinity }
          open = batch
          queue.push({ atMs: atMs + waitMs, run: () => send(batch, atMs + waitMs) })
        }
        load = { batch: open, waiting: new Set() }
        loading.set(arg, load)
        open.keys.push(arg)
        if (open.keys.length >= maxSize) send(open, atMs)
      }
      load.waiting.add(i)
      const joined = load
      if (abortMs !== undefined)
        queue.push({ atMs: abortMs, run: () => leave(arg, joined, i, abortMs) })
    }
    queue.push({ atMs, run: arrive })
  }
  while (queue.length > 0) {
    queue.sort((a, b) => a.atMs - b.atMs)
    queue.shift()!.run()
  }
  return { batches, ends }
}
