import { abortedAt, diagnose, type Trace } from '@overlap/trace'
import type { Played, Seen } from './play.ts'
import { endOf, type Scene } from './scenes.ts'
import { diagnoseUnhandled } from './unhandled-rules.ts'
import { tasksText, winnerOf } from './words.ts'

/** As soon as a task succeeds, the signals of all tasks that are still running are aborted. */
export function diagnoseLosers(played: Played, { isSame, abortMs }: Scene): void {
  const { run, tasks, caller } = played
  const winner = winnerOf(tasks)
  if (winner === undefined) return
  const winMs = endOf(winner.plan)
  const won = `Task ${winner.number} succeeded at ${winMs} ms`
  const losers = tasks.filter((task) => task !== winner && endOf(task.plan) > winMs)
  const left = losers.filter(({ abortedMs }) => abortedMs === undefined)
  const early = tasks.find(({ abortedMs = Infinity }) => abortedMs < winMs)
  const late = losers.find(({ abortedMs = winMs }) => abortedMs > winMs)
  const lastMs = Math.max(...losers.map(({ plan }) => endOf(plan)))
  diagnose(
    run,
    [
      [
        early !== undefined,
        `The signal of task ${early?.number} was aborted at ${early?.abortedMs} ms, before any task had ` +
          'succeeded. Abort the losers when there is a winner, and not before.',
      ],
      [
        isSame === true && left.some(({ signal }) => signal === winner.signal),
        `${won}, but your code didn't abort ${tasksText(left)}. Every task in this list is the same ` +
          'function, and the winner had the same signal. Keep a controller for each place in the list, not ' +
          'for each function.',
      ],
      [
        left.some(({ isFaked }) => isFaked),
        `${won}. Your code dispatched an \`abort\` event on the signal of a loser, but \`signal.aborted\` is still ` +
          '`false`. Call `abort()` of the `AbortController` that the signal belongs to.',
      ],
      [
        left.some(({ signal }) => signal === caller),
        `${won}, but your code didn't abort ${tasksText(left)}: you passed on the caller's own signal, which ` +
          'only the caller can abort. Give each task a signal that you can abort, even if the caller passes one.',
      ],
      [
        left.length > 0 && abortMs !== undefined,
        `\`firstGood\` got a caller's signal here. ${won}, but your code didn't abort ` +
          `${tasksText(left)}. The losers have to stop whether or not your caller has a signal.`,
      ],
      [
        left.length > 0 && left.length === losers.length,
        `${won}, and your code aborted nothing: ${tasksText(left)} kept running, until ${lastMs} ms, ` +
          "although nobody needs the results. `Promise.any` and `Promise.race` don't cancel anything. Abort the " +
          'signals that you gave to the losers.',
      ],
      [
        left.length > 0,
        `${won}, but your code didn't abort ${tasksText(left)}. Abort every task that is still running.`,
      ],
      [
        late !== undefined,
        `${won}, but the signal of task ${late?.number} was aborted only at ${late?.abortedMs} ms. Abort the ` +
          'losers as soon as there is a winner.',
      ],
    ],
    wantedAt(run.trace, winMs, losers),
  )
  diagnoseUnhandled(played, `${won}, and the losers were aborted`)
}

/** The trace as it would be if every loser that listens to its signal had been aborted. */
function wantedAt(trace: Trace, winMs: number, losers: readonly Seen[]): Trace | undefined {
  const paths = losers
    .filter(({ plan }) => plan.onAbort !== 'ignores its signal')
    .map(({ number }) => `/products/${number}`)
  if (paths.length === 0) return undefined
  const cut = new Map(abortedAt(trace, winMs).calls.map((call) => [call.id, call]))
  const calls = trace.calls.map((call) =>
    paths.includes(new URL(call.url).pathname) ? (cut.get(call.id) ?? call) : call,
  )
  const endMs = Math.max(...calls.map((call) => call.endMs ?? winMs))
  return { ...trace, nowMs: endMs, calls }
}
