import { Worker } from 'node:worker_threads'

// Runs at the lowest priority where the system allows it, so it only uses spare CPU time.
const loop = `
  try { require('node:os').setPriority(19) } catch {}
  for (;;);
`

/** Threads that keep every core busy, until they are disposed of. */
export interface Hog extends AsyncDisposable {
  readonly threads: number
}

/** Starts `threads` threads that never pause. */
export function startHog(threads: number): Hog {
  const workers = Array.from({ length: threads }, () => new Worker(loop, { eval: true }))
  return {
    threads,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
