// The process that runs answers; `runner.ts` starts it, gives it jobs, and ends it when it hangs.
import { flushCompileCache } from 'node:module'
import { explainError } from '@overlap/setup/explain-error'
import { messageOf } from '../errors.ts'
import type { AnswerSession } from './session.ts'
import {
  beatMs,
  stepChannel,
  type FromChild,
  type JobSettings,
  type StepNews,
  type ToChild,
} from './protocol.ts'

const send = (message: FromChild): void => {
  process.send?.(message)
}

const settings = JSON.parse(process.argv[2] ?? '{}') as JobSettings
const news = new BroadcastChannel(stepChannel)
news.addEventListener('message', ({ data }) => send({ type: 'news', ...(data as StepNews) }))

// This thread is idle, so it can tell how much the others do, also while one of them loops.
setInterval(() => {
  const { user, system } = process.cpuUsage()
  send({ type: 'cpu', cpuMs: (user + system) / 1000 })
}, beatMs).unref()

// A worker that dies of its own (it ran out of memory, say) is an error that Vitest throws here.
process.on('uncaughtException', (error) => send({ type: 'failed', message: messageOf(error) }))
// When the course ends, however it ends, this process does: also while a thread of it spins.
process.on('disconnect', () => process.exit())
const session = open()
// What keeps it from opening is said when there is work to do.
session.catch(() => {})

async function open(): Promise<AnswerSession> {
  const { AnswerSession } = await import('./session.ts')
  const opened = await AnswerSession.open(settings, (stub) => send({ type: 'ended', stub }))
  // Node would write what it compiled at its end, and this process ends by a signal.
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
