import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'

/**
 * Every rejection is handled, even that of a promise that nothing awaits.
 *
 * @param what - how the promise rightly ended, as the beginning of a sentence
 */
export function diagnoseUnhandled({ run }: Played, what: string): void {
  const [reason] = run.unhandled
  const whose =
    reason instanceof AggregateError ? 'the promise that `Promise.any` returns' : "a task's promise"
  diagnose(run, [
    [
      run.unhandled.length > 0,
      `${what}, but a rejection with ${shown(reason)} was never handled. An unhandled rejection ends a Node ` +
        `process. If you call \`then\` or \`finally\` on ${whose}, you get a new promise, which rejects as well. ` +
        'Handle that promise, too, or use `await` instead.',
    ],
  ])
}
