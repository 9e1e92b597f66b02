import type { Client } from '../types.ts'

/** The client of a scene, and the answers that it has received. */
export class Watched {
  readonly answers: Response[] = []
  #waiting = 0
  /** The most calls that waited for an answer at once. */
  peak = 0
  readonly #progress: () => string
  readonly client: Client
  readonly fetch: Client['fetch']

  /** @param progress - Text that changes while something moves at the server. */
  constructor(progress: () => string, client: Client) {
    this.#progress = progress
    // If nothing held a `Response`, the garbage collector could cancel its body at any moment.
    this.fetch = async (url, init) => {
      const headers = new Headers(init?.headers)
      // A compressed report would be smaller, and it needs another thread.
      headers.set('accept-encoding', 'identity')
      this.#waiting += 1
      this.peak = Math.max(this.peak, this.#waiting)
      const response = await client.fetch(url, { ...init, headers })
      this.#waiting -= 1
      this.answers.push(response)
      return response
    }
    this.client = Object.create(client, { fetch: { value: this.fetch } }) as Client
  }

  /** The answers whose bodies nothing has begun to read, or cancelled. */
  get unread(): readonly Response[] {
    return this.answers.filter(({ body, bodyUsed }) => body !== null && !bodyUsed)
  }

  readonly movement = (): string =>
    `${this.#progress()} ${this.answers.length} ${this.unread.length}`
}
