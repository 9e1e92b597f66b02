import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A server in a process of its own. */
export interface ServerProcess extends AsyncDisposable {
  /** Where it is reached. */
  readonly url: string
}

/** Starts `file`, which sends its URL when it listens; it ends when it is disposed. */
export async function startServer(file: URL, args: readonly string[] = []): Promise<ServerProcess> {
  const child = fork(file, args, { execArgv: ['--disable-warning=ExperimentalWarning'] })
  const exit = once(child, 'exit')
  const started = await Promise.race([once(child, 'message'), exit.then(() => undefined)])
  if (started === undefined) throw new Error(`The server ${args.join(' ')} did not start`)
  return {
    url: String(started[0]),
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect()
      await exit
    },
  }
}

/** The server's side: says where it is reached; ends with its parent. */
export function announce(url: string): void {
  process.once('disconnect', () => process.exit())
  process.send?.(url)
}
