import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { peakRssBytes } from './peak-memory.ts'

/** The message that a contender's process sends after a round. */
export interface RoundResult {
  /** Time of the round in ms. */
  readonly ms: number
  /** Time that the process spent on the processor during the round, in ms. Waiting for a timer costs none. */
  readonly cpuMs: number
  /** Peak memory of the process so far, in bytes; 0 if it cannot tell. */
  readonly peakRssBytes: number
  /** What the round measured by itself, if anything. */
  readonly value?: unknown
}

/** A contender in its own process, so that contenders share neither heap nor patched globals. */
export interface ContenderProcess extends AsyncDisposable {
  /** Runs one round, and resolves with its result. */
  round(input: Readonly<Record<string, unknown>>): Promise<RoundResult>
}

/** Starts `file` in its own process, which ends when it is disposed, or when this process ends. */
export function startContender(
  file: URL,
  args: readonly string[],
  flags: readonly string[] = [],
): ContenderProcess {
  const child: ChildProcess = fork(file, args, {
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning', ...flags],
  })
  return {
    async round(input) {
      const answer = Promise.withResolvers<RoundResult>()
      const onExit = (code: number | null): void =>
        answer.reject(new Error(`${args.join(' ')} ended with code ${code} during a round`))
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

/**
 * Runs inside the contender's process: plays each round and sends back its time. If the input has `plays`, a
 * round is that many plays, and the fastest one counts. The process ends when its parent ends.
 */
export function serveRounds(run: (input: Record<string, unknown>) => Promise<unknown>): void {
  process.on('message', (input: Record<string, unknown>) => {
    void (async () => {
      globalThis.gc?.()
      let best = await timed(() => run(input))
      for (let play = 1; play < Number(input.plays ?? 1); play++) {
        const result = await timed(() => run(input))
        if (result.cpuMs < best.cpuMs) best = result
      }
      process.send?.(best)
    })()
  })
  process.once('disconnect', () => process.exit())
}

async function timed(play: () => Promise<unknown>): Promise<RoundResult> {
  const cpu = process.cpuUsage()
  const startMs = performance.now()
  const value = await play()
  const ms = performance.now() - startMs
  const { user, system } = process.cpuUsage(cpu)
  return {
    ms,
    cpuMs: (user + system) / 1000,
    peakRssBytes: peakRssBytes(),
    value,
  }
}
