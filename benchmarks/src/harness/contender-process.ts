import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** What a contender's process answers to a round. */
export interface RoundResult {
  /** Time of the round in ms. */
  readonly ms: number
  /** The most memory that the process has had so far, in bytes. */
  readonly peakRssBytes: number
}

/** A contender in a process of its own, so that contenders share neither heap nor patched globals. */
export interface ContenderProcess extends AsyncDisposable {
  /** Runs one round, and resolves with its result. */
  round(input: Readonly<Record<string, unknown>>): Promise<RoundResult>
}

/** Starts `file` in a process of its own; it ends when it is disposed, or when this process ends. */
export function startContender(file: URL, args: readonly string[]): ContenderProcess {
  const child: ChildProcess = fork(file, args, {
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
  })
  return {
    async round(input) {
      const answer = Promise.withResolvers<RoundResult>()
      const onExit = (code: number | null): void =>
        answer.reject(new Error(`${args.join(' ')} ended with code ${code} in mid-round`))
      child.once('message', (message) => answer.resolve(message as RoundResult))
      child.once('exit', onExit)
      child.send(input)
      try {
        return await answer.promise
      } finally {
        child.off('exit', onExit)
      }
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return
      const exit = once(child, 'exit')
      child.disconnect()
      await exit
    },
  }
}

/** The contender's side: answers each round with its time; ends with its parent. */
export function serveRounds(run: (input: Record<string, unknown>) => Promise<void>): void {
  process.on('message', (input: Record<string, unknown>) => {
    void (async () => {
      globalThis.gc?.()
      const startMs = performance.now()
      await run(input)
      const ms = performance.now() - startMs
      process.send?.({
        ms,
        peakRssBytes: process.resourceUsage().maxRSS * 1024,
      } satisfies RoundResult)
    })()
  })
  process.once('disconnect', () => process.exit())
}
