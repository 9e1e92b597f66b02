// A process that runs commands of the course one after another. It loads its modules only once, and
// one runner checks the answers of all commands. `course-process.ts` starts it.
import {
  type AnswerRunner,
  explained,
  main,
  playHere,
  realProcesses,
  type Processes,
} from '@overlap/course'

/** The message to this process: the command to run. */
export interface CommandOrder {
  readonly words: readonly string[]
}

let texts = { stdout: '', output: '' }
// In a pipe, the output of two commands would mix. Instead, each command collects its own output.
for (const [stream, isStdout] of [
  [process.stdout, true],
  [process.stderr, false],
] as const) {
  stream.write = (text: string | Uint8Array, ...rest: unknown[]): boolean => {
    texts.output += String(text)
    if (isStdout) texts.stdout += String(text)
    const done = rest.at(-1)
    if (typeof done === 'function') queueMicrotask(done as () => void)
    return true
  }
}

const runners = new Map<string, AnswerRunner>()
const processes: Processes = {
  ...realProcesses,
  playDemo: async (settings) => {
    const said = await playHere(settings)
    if (said.type === 'played') return said
    throw new Error(said.type === 'refused' ? said.message : said.type)
  },
  startRunner: async (options) => {
    const key = JSON.stringify(options)
    const runner = runners.get(key) ?? (await realProcesses.startRunner(options))
    runners.set(key, runner)
    return { run: (requests) => runner.run(requests), [Symbol.dispose]: () => {} }
  },
}

process.on('message', ({ words }: CommandOrder) => {
  texts = { stdout: '', output: '' }
  void explained(() => main(words, processes)).then(
    (code) => process.send?.({ code, ...texts }),
    (error: unknown) => {
      const output = `${texts.output}${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
      process.send?.({ code: 1, stdout: texts.stdout, output })
    },
  )
})
process.on('disconnect', () => {
  for (const runner of runners.values()) runner[Symbol.dispose]()
  process.exit()
})
