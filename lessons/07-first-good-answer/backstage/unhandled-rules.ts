import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'

/**
 * Every rejection is handled, also that of a promise that nobody waits for.
 *
 * @param what - how the promise rightly ended, as the beginning of a sentence
 */
export function diagnoseUnhandled({ run }: Played, what: string): void {
  const [reason] = run.unhandled
  const whose =
    reason instanceof AggregateError ? 'the promise of `Promise.any`' : "a task's promise"
  diagnose(run, [
    [
      run.unhandled.length > 0,
      `${what}, but nothing handled a rejection with ${shown(reason)}, which ends a Node process. ` +
        `If you call \`then\` or \`finally\` on ${whose}, that returns a new promise, which rejects as well. Handle ` +
        'that promise, too, or use `await` instead.',
    ],
  ])
}
