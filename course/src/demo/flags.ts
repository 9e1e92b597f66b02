import type { Command } from 'commander'
import type { Course } from '../course.ts'
import { parsePrediction, parseSeed, readNetwork } from './flag-values.ts'
import type { NetworkWishes, Prediction } from './settings.ts'

interface RunOptions {
  latency?: string
  fail?: string
  seed?: number
  network?: unknown
  image?: string
  har?: string
  trace?: string
  json?: boolean
  virtual?: boolean
  predict?: Prediction
}

/** Adds `course run` and its flags to the program. */
export function addRun(program: Command, exit: (code: number) => void, open: () => Course): void {
  program
    .command('run')
    .alias('lesson')
    .description("play the lesson's demo: watch its calls on the wire")
    .argument('[lesson]')
    .option(
      '--latency <ms>',
      'latency of every call, in ms: 200, 100-300, lognormal:180:400, or a distribution as JSON',
    )
    .option('--fail <p>', 'make calls fail: 0.3, 0.3:503, 0.3:refused')
    .option('--seed <n>', 'seed of all random draws', parseSeed)
    .option('--network <file>', 'a network described in JSON, or the name of a preset', readNetwork)
    .option('--predict <n,n>', "your answers to the demo's questions, in order", parsePrediction)
    .option('--image <file>', 'write the pictures as SVG images')
    .option('--har <file>', "write HAR files, for DevTools' Network panel")
    .option('--trace <file>', 'write trace events, for Perfetto')
    .option('--json', 'print the results as JSON, with every call')
    .option('--virtual', 'play in virtual time: exact, and finished right away')
    .action(async (lesson: string | undefined, options: RunOptions) => {
      const { latency, fail, seed, network, ...rest } = options
      const wishes: NetworkWishes = {
        // Imported only if needed, because this module loads the simulated network.
        ...(latency !== undefined && {
          latency: (await import('./network-flag.ts')).parseLatency(latency),
        }),
        ...(fail !== undefined && {
          failure: (await import('./network-flag.ts')).parseFailure(fail),
        }),
        ...(seed !== undefined && { seed }),
        ...(network !== undefined && {
          network: (await import('./network-flag.ts')).checkNetwork(network),
        }),
      }
      const { run } = await import('../commands/run.ts')
      exit(await run(open(), lesson, { ...rest, wishes }))
    })
}
