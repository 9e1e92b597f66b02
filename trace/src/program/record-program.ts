import { isMainThread, threadId } from 'node:worker_threads'
import { CallLog } from './call-log.ts'
import { Journal } from './journal.ts'
import type { ProgramSettings } from './settings.ts'
import { watchHttp } from './watch-http.ts'
import { watchUndici } from './watch-undici.ts'

/**
 * Records the calls of this thread from now on, into a journal in `settings.dir`.
 *
 * @param isForked Whether this process was started by the program that is recorded.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import path from 'node:path'
 * import { recordProgram } from '@overlap/trace/program'
 *
 * const dir = mkdtempSync(path.join(tmpdir(), 'calls-'))
 * recordProgram({ dir, withQueries: false, withHeaders: false, limit: 1000 }, false)
 * ```
 */
export function recordProgram(settings: ProgramSettings, isForked: boolean): void {
  const { pid } = process
  const client = [
    ...(isForked ? [`process ${pid}`] : []),
    ...(isMainThread ? [] : [`worker ${threadId}`]),
  ].join(' ')
  const head = { client, epochMs: Date.now(), startMs: Number(process.hrtime.bigint()) / 1e6 }
  const journal = new Journal(settings.dir, `${pid}-${threadId}`, head, 2 * settings.limit)
  const log = new CallLog(journal, settings)
  watchUndici(log)
  watchHttp(log)
  process.on('uncaughtExceptionMonitor', (error) => log.crash(error))
  // Comes after `process.exit()` and after an uncaught error, too.
  process.on('exit', () => log.close())
}
