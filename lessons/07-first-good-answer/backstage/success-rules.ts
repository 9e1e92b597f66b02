import { carries, ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played, Seen } from './play.ts'
import { endOf, isGood } from './scenes.ts'
import { winnerOf } from './words.ts'

/** The first success is the result, as soon as it arrives. */
export function diagnoseFirst(played: Played): void {
  const { run, tasks, result, settledMs } = played
  const winner = winnerOf(tasks)
  if (winner === undefined) return
  const winMs = endOf(winner.plan)
  const won = `Task ${winner.number} succeeded at ${winMs} ms`
  const reason = reasonOf(result)
  const isRejected = result?.status === 'rejected'
  const { abortedMs = Infinity } = winner
  const failed = tasks.filter(({ plan }) => !isGood(plan))
  const before = failed.find(({ plan }) => endOf(plan) === abortedMs)
  const failedAt = failed.find(({ plan }) => endOf(plan) === settledMs)
  const decisive = failed.find(
    ({ plan }) => endOf(plan) === settledMs && carries(reason, plan.value),
  )
  const lastMs = Math.max(...tasks.map(({ plan }) => endOf(plan)))
  const slow = slowestUpToFirstGood(tasks)

  diagnose(run, [
    [
      abortedMs === winner.startMs && abortedMs < winMs,
      `The signal of task ${winner.number} was already aborted when your code called the task. Make a new ` +
        '`AbortController` in every call of your function, and share none of them.',
    ],
    [
      result?.status === 'fulfilled' && settledMs < winMs && failedAt !== undefined,
      `Task ${failedAt?.number} failed at ${settledMs} ms, and your promise ${ending(result)} at that ` +
        'moment. A `catch` that returns a value turns a failure into a success. Let only a task that ' +
        'succeeds decide.',
    ],
    [
      abortedMs < winMs && before !== undefined,
      `Task ${before?.number} failed at ${abortedMs} ms, and your code aborted task ${winner.number}, which ` +
        `would have succeeded at ${winMs} ms. Only a success may abort the others. A \`finally\` block, for ` +
        'example, also runs after a failure.',
    ],
    [
      abortedMs < winMs,
      `Your code aborted task ${winner.number} at ${abortedMs} ms, before any task had succeeded. It would ` +
        `have succeeded at ${winMs} ms.`,
    ],
    [
      isRejected && settledMs < winMs && decisive !== undefined,
      `Task ${decisive?.number} failed at ${settledMs} ms, and your promise rejected with its error, ` +
        `although task ${winner.number} succeeded at ${winMs} ms. \`Promise.race\` takes the first promise ` +
        'that settles, even if it rejects, and `Promise.all` rejects with the first failure. Let only a ' +
        'success decide.',
    ],
    [
      isRejected && settledMs < winMs,
      `Your promise rejected with ${shown(reason)} at ${settledMs} ms, while task ${winner.number} was still ` +
        `running. It succeeded at ${winMs} ms, so wait for it.`,
    ],
    [
      settledMs < winMs,
      `Your promise ${ending(result)} at ${settledMs} ms, before any task had succeeded. Wait for the ` +
        'first success.',
    ],
    [
      settledMs > winMs &&
        settledMs < lastMs &&
        slow !== undefined &&
        endOf(slow.plan) === settledMs,
      `${won}, but your promise settled only at ${settledMs} ms, when task ${slow?.number} had ended. Your code awaits ` +
        'the tasks in the order of the list, so a slow task holds up the faster ones after it. The first success ' +
        'in time decides, wherever it is in the list.',
    ],
    [
      settledMs > winMs && settledMs === lastMs,
      `${won}, but your promise settled only at ${settledMs} ms, when the last task had ended. The first ` +
        "success is all that your caller needs. Don't wait for the other tasks, even if they ignore their " +
        'signal.',
    ],
    [
      settledMs > winMs,
      `${won}, but your promise settled only at ${settledMs} ms. Resolve as soon as a task succeeds.`,
    ],
    [
      isRejected && !winner.value,
      `${won}, with ${shown(winner.value)}, but your promise ${ending(result)}. Whether a task succeeded ` +
        'depends on its promise, not on its value.',
    ],
    [isRejected, `${won}, but your promise ${ending(result)}.`],
  ])
  diagnoseValue(played, winner)
}

/** The task that ends last among the first good one in the list and those before it. */
function slowestUpToFirstGood(tasks: readonly Seen[]): Seen | undefined {
  const first = tasks.findIndex(({ plan }) => isGood(plan))
  return tasks.slice(0, first + 1).toSorted((a, b) => endOf(b.plan) - endOf(a.plan))[0]
}

function diagnoseValue({ run, tasks, result }: Played, winner: Seen): void {
  if (result?.status !== 'fulfilled' || Object.is(result.value, winner.value)) return
  const { value } = result
  const got = shown(value)
  const other = tasks.find((task) => isGood(task.plan) && Object.is(task.plan.value, value))
  const isInside =
    typeof value === 'object' && value !== null && Object.values(value).includes(winner.value)
  diagnose(run, [
    [
      other !== undefined && value !== undefined,
      `Task ${winner.number} was the first to succeed, but your promise resolved with the value of task ` +
        `${other?.number}. The order in time decides, not the order in the list.`,
    ],
    [
      value === undefined,
      `Task ${winner.number} returned ${shown(winner.value)}, but your promise resolved with ` +
        '`undefined`. Return the value of the winner.',
    ],
    [
      isInside,
      `Your promise resolved with ${got}, which has the winner's value in it. Resolve with the value ` +
        'itself.',
    ],
    [
      true,
      `Task ${winner.number} returned ${shown(winner.value)}, but your promise resolved with ${got}. ` +
        'Resolve with what the winner returned.',
    ],
  ])
}
