import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { sharedOutBytes } from '../harness/own-memory.ts'

/** A process that does nothing but wait. */
export interface WaitingProcess {
  /** Its memory now: PSS, or RSS where only that can be told. */
  bytes(): Promise<number>
}

/** Plain JavaScript, so that the process loads nothing that strips types. */
const CODE = `
setTimeout(() => {}, 600_000)
process.on('message', () => process.send(process.memoryUsage.rss()))
process.once('disconnect', () => process.exit())
process.send('waiting')`

/** Starts processes at once, and resolves when all of them wait. They end when this process ends. */
export function startProcesses(count: number): Promise<WaitingProcess[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const child = spawn(process.execPath, ['-e', CODE], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      })
      await once(child, 'message')
      return {
        async bytes() {
          const shared = sharedOutBytes(child.pid!)
          if (shared !== undefined) return shared
          child.send('measure')
          const [rss] = (await once(child, 'message')) as [number]
          return rss
        },
      }
    }),
  )
}
