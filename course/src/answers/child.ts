// The process that runs answers. `runner.ts` starts it, sends it jobs, and kills it if a job is stuck.
import { flushCompileCache } from 'node:module'
import { explainError } from '@overlap/setup/explain-error'
import { messageOf } from '../errors.ts'
import type { AnswerSession } from './session.ts'
import {
  heartbeatMs,
  stepChannel,
  type FromChild,
  type JobSettings,
  type StepEvent,
  type ToChild,
} from './protocol.ts'

const send = (message: FromChild): void => {
  process.send?.(message)
}

const settings = JSON.parse(process.argv[2] ?? '{}') as JobSettings
const stepEvents = new BroadcastChannel(stepChannel)
stepEvents.addEventListener('message', ({ data }) =>
  send({ type: 'step-event', ...(data as StepEvent) }),
)

// The main thread is idle, so it can send the CPU time even while a worker thread is in a loop.
setInterval(() => {
  const { user, system } = process.cpuUsage()
  send({ type: 'cpu', cpuMs: (user + system) / 1000 })
}, heartbeatMs).unref()

// If a worker crashes, for example because it is out of memory, Vitest throws an error here.
process.on('uncaughtException', (error) => send({ type: 'failed', message: messageOf(error) }))
// Ends this process when the course ends for any reason, even while a worker thread is in a loop.
process.on('disconnect', () => process.exit())
const session = open()
// If it cannot be opened, the handler below reports the error with the first jobs.
session.catch(() => {})

async function open(): Promise<AnswerSession> {
  const { AnswerSession } = await import('./session.ts')
  const opened = await AnswerSession.open(settings, (stub) => send({ type: 'ended', stub }))
  // Node writes its compile cache at exit, but this process is killed by a signal.
  flushCompileCache()
  return opened
}

process.on('message', (message: ToChild) => {
  session
    .then(
      (session) => session.run(message.jobs, message.sharesThreads),
      (error: unknown) => {
        send({ type: 'broken', message: explainError(error) ?? messageOf(error) })
        return undefined
      },
    )
    .then((verdicts) => verdicts && send({ type: 'verdicts', verdicts }))
    .catch((error: unknown) => send({ type: 'failed', message: messageOf(error) }))
})
