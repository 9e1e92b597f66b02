import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { FromChild, Job, JobSettings, StepEvent, ToChild } from './protocol.ts'
import { compileCache } from '../house.ts'
import { Watchdog, type Stuck } from './watchdog.ts'
import type { Verdict } from './verdict.ts'

/** How a run in the answers' process ended. */
export type Ending =
  | { readonly kind: 'verdicts'; readonly verdicts: readonly Verdict[] }
  /** A job is stuck. */
  | ({ readonly kind: 'stuck' } & Stuck)
  /** The process ended, or one of the jobs crashed it. */
  | { readonly kind: 'died'; readonly message: string }
  /** The process could not get ready to run jobs. */
  | { readonly kind: 'broken'; readonly message: string }

/** The environment without the variables of a Vitest that this process itself may run in. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !key.startsWith('VITEST') && key !== 'NODE_ENV'),
  )
}

/** A child process that runs answers. It can be killed even if an answer never ends. */
export class AnswerProcess {
  readonly #child: ChildProcess
  readonly #stuckAfterMs: number
  #errorOutput = ''
  #cpuMs = 0

  constructor(settings: JobSettings) {
    this.#stuckAfterMs = settings.stepTimeoutMs + 1000
    this.#child = fork(
      fileURLToPath(new URL('child.ts', import.meta.url)),
      [JSON.stringify(settings)],
      {
        // An answer that uses up the memory should crash before the machine starts to swap.
        execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=1024'],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        env: { ...ownEnvironment(), NODE_COMPILE_CACHE: compileCache },
      },
    )
    this.#child.on('error', (error) => (this.#errorOutput += error.message))
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#errorOutput = (this.#errorOutput + chunk.toString()).slice(-2000)
    })
  }

  /**
   * Runs jobs until all have a verdict, or one of them is stuck. After `stuck` or `died`, call `end` and
   * use a new process.
   */
  run(jobs: readonly Job[], sharesThreads: boolean): Promise<Ending> {
    const { promise, resolve } = Promise.withResolvers<Ending>()
    const watchdog = new Watchdog(this.#stuckAfterMs, { cpuMs: () => this.#cpuMs })
    const onStepEvent = ({ kind, stub, step, level }: StepEvent): void =>
      kind === 'step' ? watchdog.enter(stub, step, level) : watchdog.heartbeat(stub)
    const onMessage = (message: FromChild): void => {
      if (message.type === 'step-event') onStepEvent(message)
      else if (message.type === 'cpu') this.#cpuMs = message.cpuMs
      else if (message.type === 'ended') watchdog.remove(message.stub)
      else if (message.type === 'failed') resolve({ kind: 'died', message: message.message })
      else if (message.type === 'broken') resolve({ kind: 'broken', message: message.message })
      else resolve({ kind: 'verdicts', verdicts: message.verdicts })
    }
    const onExit = (): void => {
      const signal = this.#child.signalCode
      const how = signal === null ? '' : `The signal ${signal} killed it.`
      resolve({ kind: 'died', message: `${how}\n${this.#errorOutput}`.trim() })
    }
    const timer = setInterval(() => {
      const stuck = watchdog.findStuck()
      if (stuck) resolve({ kind: 'stuck', ...stuck })
    }, 100)
    this.#child.on('message', onMessage)
    this.#child.once('exit', onExit)
    this.#child.send({ jobs, sharesThreads } satisfies ToChild, (error) => error && onExit())
    return promise.finally(() => {
      clearInterval(timer)
      this.#child.off('message', onMessage)
      this.#child.off('exit', onExit)
    })
  }

  /** Kills the process at once, even during an endless loop. */
  end(): void {
    this.#child.kill('SIGKILL')
  }
}
