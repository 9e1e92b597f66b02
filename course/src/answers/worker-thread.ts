import { type PoolOptions, ThreadsPoolWorker, type WorkerRequest } from 'vitest/node'
import { isCleanThread } from './protocol.ts'

/** A worker thread that may check another answer if the previous one left nothing behind. */
export class WorkerThread extends ThreadsPoolWorker {
  override readonly name: string = 'overlap'
  readonly #mayShare: () => boolean
  #isClean = false

  /** @param mayShare Whether a thread may check several answers in the current run. */
  constructor(options: PoolOptions, mayShare: () => boolean) {
    super(options)
    this.#mayShare = mayShare
  }

  override async start(): Promise<void> {
    await super.start()
    // The thread sends this message before Vitest's own message about the end of the answer.
    this.on('message', (message) => (this.#isClean ||= isCleanThread(message)))
  }

  override send(request: WorkerRequest): void {
    if (request.type === 'run') this.#isClean = false
    super.send(request)
  }

  /** Vitest calls this after each answer. */
  canReuse(): boolean {
    return this.#isClean && this.#mayShare()
  }
}
