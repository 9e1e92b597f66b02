import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Thousands of clients may connect in one go. */
const BACKLOG = 4_096

/**
 * Starts to listen.
 *
 * @throws {RangeError} if the port is no port.
 * @throws {Error} if it cannot listen there: says why, and has the system's error as its cause.
 */
export async function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(
      `Cannot serve: port must be a whole number from 0 to 65535, got ${port}. 0 takes any free one`,
    )
  }
  server.listen({ port, host, backlog: BACKLOG })
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new Error(`Cannot serve on ${host}:${port}: ${reasonOf(error)}`, { cause: error })
  }
  return server.address() as AddressInfo
}

function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return 'the port is taken. Stop the program that has it, or choose another port (0: any free one)'
    case 'EACCES':
      return 'this user may not listen on that port. Choose one from 1024 on'
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'this machine has no such address. Choose 127.0.0.1, or one of its own'
    default:
      return String(error)
  }
}

/** An address as it stands in a URL that reaches it. */
export function originOf({ address, family, port }: AddressInfo): string {
  const reachable = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address
  return `http://${family === 'IPv6' ? `[${reachable}]` : reachable}:${port}`
}
