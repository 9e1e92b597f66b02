import { Command } from 'commander'
import { parseSeed, readNetwork } from '../demo/flag-values.ts'
import { CourseError } from '../errors.ts'

/** The flags of `course serve`. */
export interface ServeFlags {
  readonly port: number
  readonly host: string
  readonly network?: NamedNetwork
  readonly seed?: number
  readonly token?: string
}

/** The network of `--network`. */
export interface NamedNetwork {
  /** The name of the file or of the preset. */
  readonly name: string
  readonly description: unknown
}

/** `course serve` with its flags, but without an action. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('serve the shop API on a port, for curl, browsers and your own programs')
    .option('--port <n>', 'the TCP port; 0 picks a free port', parsePort, 4000)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option(
      '--network <file>',
      'a network described in JSON, or the name of a preset',
      (name): NamedNetwork => ({ name, description: readNetwork(name) }),
    )
    .option('--seed <n>', 'seed of all random draws', parseSeed)
    .option('--token <text>', 'a secret; clients that send it may change the network from anywhere')
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new CourseError(`--port: expected a whole number from 0 to 65535; got "${text}".`, 2)
}
