import type { Socket } from 'node:net'

/** Anything that ends with its connection. */
interface Carried {
  /** The client has closed the connection. */
  leave(): void
  /** The server has broken the connection. */
  fail(error: string): void
}

/** A client's connection with its current call, or with several calls if the client pipelines. */
export class Connection {
  readonly socket: Socket
  readonly calls = new Set<Carried>()
  #isBroken = false

  constructor(socket: Socket) {
    this.socket = socket
    // One listener for the whole connection, which has many calls.
    socket.once('close', () => {
      for (const call of this.calls) call.leave()
    })
  }

  /** Whether no reply can be sent any more. */
  get isBroken(): boolean {
    return this.#isBroken || this.socket.destroyed
  }

  /**
   * Breaks the connection with a TCP reset, which overtakes bytes that the client has not read yet.
   */
  reset(why: string): void {
    this.#break(why)
    this.socket.resetAndDestroy()
  }

  /**
   * Closes the server's half cleanly, after everything that was written. The client closes the
   * other half.
   */
  finish(why: string, lingerMs: number): void {
    this.#break(why)
    const { socket } = this
    // Closing a socket with unread bytes would reset it, so node:http's parser reads them first.
    socket.end()
    const timer = setTimeout(() => socket.destroy(), lingerMs).unref()
    socket.once('close', () => clearTimeout(timer))
  }

  #break(why: string): void {
    this.#isBroken = true
    for (const call of this.calls) call.fail(why)
  }
}

/** The connections of one server. */
export class Connections {
  readonly #bySocket = new WeakMap<Socket, Connection>()
  readonly #open = new Set<Connection>()

  /** The number of connections. */
  get size(): number {
    return this.#open.size
  }

  add(socket: Socket): void {
    const connection = new Connection(socket)
    this.#bySocket.set(socket, connection)
    this.#open.add(connection)
    socket.once('close', () => this.#open.delete(connection))
  }

  of(socket: Socket): Connection {
    const connection = this.#bySocket.get(socket)
    if (connection === undefined) throw new Error('Expected a socket that this server accepted')
    return connection
  }

  /** Breaks every connection and its calls. */
  closeAll(why: string): void {
    for (const connection of this.#open) {
      for (const call of connection.calls) call.fail(why)
      connection.socket.destroy()
    }
  }
}
