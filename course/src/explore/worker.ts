// The thread that explores. `explore-in-thread.ts` starts it, and ends it if it is in an endless loop.
import { parentPort, workerData } from 'node:worker_threads'
import { explore, type FailingOrder } from '@overlap/mock-server'
import { readThrown } from '../answers/thrown.ts'
import { CourseError, messageOf } from '../errors.ts'
import { shown } from '../house.ts'
import { heartbeatMs, type ExploreSettings, type Failure, type FromExplorer } from './messages.ts'
import { importSubject, type SubjectModule } from './subject.ts'

const send = (message: FromExplorer): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin
  parentPort?.postMessage(message)
}
const settings = workerData as ExploreSettings
let isLoaded = false
// A real timer: virtual time does not replace timers that are already running.
setInterval(() => send({ type: 'heartbeat', isLoaded }), heartbeatMs).unref()

/** The most lines of the learner's output that are kept: it comes once for each order. */
const keptLines = 100
const printed: string[] = []
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (text: unknown): boolean => {
    const lines = String(text).trimEnd().split('\n')
    printed.push(...lines.slice(0, keptLines - printed.length))
    return true
  }
}

const exit = process.exit.bind(process)
process.exit = (code) => {
  const sentence =
    'Your code calls process.exit(), which would also end your program. Remove that call.'
  send(refusal(sentence, 1))
  return exit(code)
}

// The file is loaded from here on, so an endless loop is in the learner's code.
send({ type: 'heartbeat', isLoaded })
void main()

async function main(): Promise<void> {
  const subject = await load()
  if (subject === undefined) return
  isLoaded = true
  send({ type: 'heartbeat', isLoaded })
  send(await exploreIt(subject))
}

async function load(): Promise<SubjectModule | undefined> {
  try {
    return await importSubject(settings.file)
  } catch (error) {
    if (error instanceof CourseError) send(refusal(error.message, error.exitCode))
    else send({ type: 'not-loaded', thrown: readThrown(error) })
    return undefined
  }
}

async function exploreIt(module: SubjectModule): Promise<FromExplorer> {
  const { file, clients = module.clients, schedule, seed, maxOrders } = settings
  if (clients !== undefined && module.clients === undefined) {
    const sentence = `--clients: ${shown(file)} does not export \`clients\`, so their number is fixed.`
    return refusal(sentence, 2)
  }
  const size = { clients: clients ?? 1 }
  try {
    const { failure, ...found } = await explore(
      module.network,
      (api, time) => module.work(api, time, size),
      (run) => verdictOf(module.property(run, size)),
      {
        ...(schedule !== undefined && { schedule }),
        ...(seed !== undefined && { seed }),
        ...(maxOrders !== undefined && { maxOrders }),
      },
    )
    const { claim = 'satisfy the property' } = module
    return {
      type: 'explored',
      ...found,
      claim,
      output: printed,
      ...(clients !== undefined && { clients }),
      ...(failure && { failure: failureOf(failure) }),
    }
  } catch (error) {
    return refusal(messageOf(error), error instanceof RangeError && schedule !== undefined ? 2 : 1)
  }
}

/** A sentence says what broke, as an error does. The explorer itself would take it for a yes. */
function verdictOf(result: unknown): unknown {
  if (typeof result === 'string') throw new Error(result)
  return result
}

function failureOf({ schedule, timeline, error, run }: FailingOrder<unknown>): Failure {
  return {
    schedule,
    timeline,
    byWork: run.outcome === 'rejected' && error === run.reason,
    // A property that returns false has thrown nothing.
    ...(error !== undefined && { thrown: readThrown(error) }),
  }
}

function refusal(message: string, exitCode: CourseError['exitCode']): FromExplorer {
  return { type: 'refused', message, exitCode }
}
