import { type PoolOptions, ThreadsPoolWorker, type WorkerRequest } from 'vitest/node'
import { isSpotlessNews } from './protocol.ts'

/** A worker thread that may check another answer if the one before left nothing behind. */
export class WorkerThread extends ThreadsPoolWorker {
  override readonly name: string = 'overlap'
  readonly #mayShare: () => boolean
  #isSpotless = false

  /** @param mayShare Whether answers may follow one another in a thread at all. */
  constructor(options: PoolOptions, mayShare: () => boolean) {
    super(options)
    this.#mayShare = mayShare
  }

  override async start(): Promise<void> {
    await super.start()
    // Vitest hears of the answer's end behind this message.
    this.on('message', (message) => (this.#isSpotless ||= isSpotlessNews(message)))
  }

  override send(request: WorkerRequest): void {
    if (request.type === 'run') this.#isSpotless = false
    super.send(request)
  }

  /** Vitest asks after each answer. */
  canReuse(): boolean {
    return this.#isSpotless && this.#mayShare()
  }
}
