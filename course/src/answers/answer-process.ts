import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { FromChild, Job, JobSettings, StepNews, ToChild } from './protocol.ts'
import { compileCache } from '../house.ts'
import { Silence, type Stuck } from './silence.ts'
import type { Verdict } from './verdict.ts'

/** How a run in the process of its own ended. */
export type Ending =
  | { readonly kind: 'verdicts'; readonly verdicts: readonly Verdict[] }
  /** A job did not get on; `step` is where it was, `''` while it was loaded. */
  | ({ readonly kind: 'stuck' } & Stuck)
  /** The process ended by itself, or one of the jobs broke it. */
  | { readonly kind: 'died'; readonly message: string }
  /** The process cannot run any job. */
  | { readonly kind: 'broken'; readonly message: string }

// What belongs to a Vitest around this one says nothing about the one inside.
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !key.startsWith('VITEST') && key !== 'NODE_ENV'),
  )
}

/** A process that runs answers and can be ended from outside, whatever they do. */
export class AnswerProcess {
  readonly #child: ChildProcess
  readonly #silenceMs: number
  #complaints = ''
  #cpuMs = 0

  constructor(settings: JobSettings) {
    this.#silenceMs = settings.stepTimeoutMs + 1000
    this.#child = fork(
      fileURLToPath(new URL('child.ts', import.meta.url)),
      [JSON.stringify(settings)],
      {
        // An answer that fills the memory should end before the machine swaps.
        execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=1024'],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        env: { ...ownEnvironment(), NODE_COMPILE_CACHE: compileCache },
      },
    )
    this.#child.on('error', (error) => (this.#complaints += error.message))
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#complaints = (this.#complaints + chunk.toString()).slice(-2000)
    })
  }

  /** Runs jobs, until all have a verdict or one of them hangs. After `stuck` or `died`, end it. */
  run(jobs: readonly Job[], sharesThreads: boolean): Promise<Ending> {
    const { promise, resolve } = Promise.withResolvers<Ending>()
    const silence = new Silence(this.#silenceMs, { cpuMs: () => this.#cpuMs })
    const hear = ({ kind, stub, step, level }: StepNews): void =>
      kind === 'step' ? silence.enter(stub, step, level) : silence.beat(stub)
    const onMessage = (message: FromChild): void => {
      if (message.type === 'news') hear(message)
      else if (message.type === 'cpu') this.#cpuMs = message.cpuMs
      else if (message.type === 'ended') silence.leave(message.stub)
      else if (message.type === 'failed') resolve({ kind: 'died', message: message.message })
      else if (message.type === 'broken') resolve({ kind: 'broken', message: message.message })
      else resolve({ kind: 'verdicts', verdicts: message.verdicts })
    }
    const onExit = (): void => {
      const signal = this.#child.signalCode
      const how = signal === null ? '' : `It was ended by the signal ${signal}.`
      resolve({ kind: 'died', message: `${how}\n${this.#complaints}`.trim() })
    }
    const watch = setInterval(() => {
      const stuck = silence.longest()
      if (stuck) resolve({ kind: 'stuck', ...stuck })
    }, 100)
    this.#child.on('message', onMessage)
    this.#child.once('exit', onExit)
    this.#child.send({ jobs, sharesThreads } satisfies ToChild, (error) => error && onExit())
    return promise.finally(() => {
      clearInterval(watch)
      this.#child.off('message', onMessage)
      this.#child.off('exit', onExit)
    })
  }

  /** Ends the process at once, even in the middle of an endless loop. */
  end(): void {
    this.#child.kill('SIGKILL')
  }
}
