import type { Socket } from 'node:net'

/** Something that ends with its connection. */
interface Carried {
  /** The client has closed the connection. */
  leave(): void
  /** The server has broken the connection. */
  fail(error: string): void
}

/** A client's connection, and what is going on over it: one call, or several if it pipelines. */
export class Connection {
  readonly socket: Socket
  readonly calls = new Set<Carried>()
  #isBroken = false

  constructor(socket: Socket) {
    this.socket = socket
    // One listener for the whole connection: its calls come and go.
    socket.once('close', () => {
      for (const call of this.calls) call.leave()
    })
  }

  /** Whether nothing can be answered any more. */
  get isBroken(): boolean {
    return this.#isBroken || this.socket.destroyed
  }

  /** Breaks it off: a TCP reset, which overtakes what the client has not read yet. */
  reset(why: string): void {
    this.#break(why)
    this.socket.resetAndDestroy()
  }

  /** Closes the server's half in good order, after what was written; the client closes the other. */
  finish(why: string, lingerMs: number): void {
    this.#break(why)
    const { socket } = this
    // Closing a socket with unread bytes would reset it. So they are read, by node:http's parser.
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

  /** How many there are. */
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

  /** Breaks every connection, with whatever is going on over it. */
  closeAll(why: string): void {
    for (const connection of this.#open) {
      for (const call of connection.calls) call.fail(why)
      connection.socket.destroy()
    }
  }
}
