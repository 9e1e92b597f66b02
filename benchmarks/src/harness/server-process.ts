import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A server in its own process. */
export interface ServerProcess extends AsyncDisposable {
  /** URL of the server. */
  readonly url: string
}

/** Starts `file`, which sends its URL once it listens. The process ends when it is disposed. */
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

/**
 * Runs inside the server's process: sends its URL to the parent. The process ends when its parent
 * ends.
 */
export function announce(url: string): void {
  process.once('disconnect', () => process.exit())
  process.send?.(url)
}
