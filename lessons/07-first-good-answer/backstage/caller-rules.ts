import { carries, ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseAllFailed } from './failure-rules.ts'
import { diagnoseFollowing } from './following-rules.ts'
import { diagnoseLosers } from './loser-rules.ts'
import type { Played } from './play.ts'
import { endOf, type Scene } from './scenes.ts'
import { diagnoseFirst } from './success-rules.ts'
import { tasksText, winnerOf } from './words.ts'

/** The caller's abort reaches every task, and the promise rejects right away with the caller's reason. */
export function diagnoseCaller(played: Played, scene: Scene): void {
  const { abortMs = Infinity } = scene
  const { run, tasks, result, settledMs, caller, isReplaced, removedAtOnce } = played
  const winner = winnerOf(tasks)
  const ends = tasks.map(({ plan }) => endOf(plan))
  const endMs = winner ? endOf(winner.plan) : Math.max(0, ...ends)
  if (abortMs > endMs) {
    diagnoseFirst(played)
    diagnoseAllFailed(played)
    diagnoseLosers(played, scene)
    diagnoseFollowing(played, scene)
    diagnose(run, [[isReplaced, replaced]])
    return
  }
  const reason = reasonOf(result)
  const why = shown(caller.reason)
  const isRight = result?.status === 'rejected' && Object.is(reason, caller.reason)
  const called = tasks.filter(({ timesCalled }) => timesCalled > 0)
  if (abortMs < 0) {
    diagnose(run, [
      [
        called.length > 0 && !caller.reason,
        `The caller's signal had already aborted, with the reason ${why}, but your code called ` +
          `${tasksText(called)}. ${anyReason(why)}`,
      ],
      [
        called.length > 0,
        `The caller's signal had already aborted, but your code called ${tasksText(called)}. An aborted ` +
          "signal doesn't fire `abort` again. Check `signal.aborted` before you call any task.",
      ],
      [
        !isRight && !caller.reason,
        `The caller's signal had already aborted, with the reason ${why}, but your promise ` +
          `${ending(result)}. ${anyReason(why)}`,
      ],
      [
        !isRight,
        `The caller's signal had already aborted, with the reason ${why}, but your promise ${ending(result)}. ${own}`,
      ],
    ])
    return
  }
  if (scene.abortsInTask) {
    diagnose(run, [
      [
        settledMs > abortMs,
        'While your code called task 1, the caller aborted, but your promise ' +
          `${result === undefined ? 'never settled' : `settled only at ${settledMs} ms`}. A listener that is added after ` +
          'that never runs. Add it before you call any task.',
      ],
      [
        !isRight,
        `While your code called task 1, the caller aborted with ${why}, but your promise ${ending(result)}. ${own}`,
      ],
    ])
    return
  }
  const aborted = `The caller aborted at ${abortMs} ms`
  const running = tasks.filter(({ plan }) => endOf(plan) > abortMs)
  const left = running.filter((task) => task.abortedMs !== abortMs)
  const other = running.find(({ signal }) => !Object.is(signal?.reason, caller.reason))
  const waited = running.find(({ plan }) => endOf(plan) === settledMs)
  const ignores = waited?.plan.onAbort === 'ignores its signal'
  const isLate = settledMs > abortMs
  diagnose(run, [
    [isReplaced, replaced],
    [
      removedAtOnce && (left.length > 0 || isLate || !isRight),
      `${aborted}, but your code had removed a listener from the caller's signal at once, before any task could ` +
        'end. In a `try` block, `return promise` runs `finally` right away. `return await promise` waits first.',
    ],
    [
      left.length > 0 && isRight,
      `${aborted}, and your promise rejected, but your code didn't abort ${tasksText(left)}, so that ` +
        'work goes on. Abort every task, too.',
    ],
    [
      left.length > 0,
      `${aborted}, but your code didn't abort ${tasksText(left)}. Each task has to stop when the caller ` +
        'aborts, and also when another task wins.',
    ],
    [
      isLate && ignores,
      `${aborted}, but your promise settled only at ${settledMs} ms, with task ${waited?.number}, which ignores ` +
        "its signal. An abort is only a request to a task. Let the caller's signal settle your promise " +
        'itself.',
    ],
    [
      isLate,
      `${aborted}, but your promise settled only at ${settledMs} ms. Reject as soon as the caller aborts.`,
    ],
    [
      result?.status === 'fulfilled' &&
        running.some(({ plan }) => plan.onAbort === 'returns a part'),
      `${aborted}, but your promise ${ending(result)}, which a task returned because it was aborted. After the ` +
        "caller's abort, no task can win any more.",
    ],
    [
      reason instanceof AggregateError,
      `${aborted}, but your promise rejected with an AggregateError. The tasks didn't fail, they were aborted. ` +
        own,
    ],
    [
      !isRight && !caller.reason,
      `${aborted}, with the reason ${why}, but your promise ${ending(result)}. ${anyReason(why)}`,
    ],
    [
      !isRight && carries(reason, caller.reason),
      `${aborted}, with the reason ${why}, but your promise ${ending(result)}, which wraps the reason. ${own}`,
    ],
    [!isRight, `${aborted}, with the reason ${why}, but your promise ${ending(result)}. ${own}`],
    [
      other !== undefined,
      `${aborted}, with the reason ${why}, but the signal of task ${other?.number} has the reason ` +
        `${shown(other?.signal?.reason)}. Pass the caller's reason on, so that the task can read it.`,
    ],
  ])
}

const own = 'Your caller expects their own reason back: reject with `signal.reason` itself.'

const replaced =
  'The caller had set `onabort` of its own signal, and your code replaced it. `onabort` holds only one ' +
  'function, and the signal belongs to the caller. Add a listener instead.'

const anyReason = (why: string): string =>
  `A reason can be any value, even ${why}. Look at \`signal.aborted\`, not at the reason, and reject with ` +
  '`signal.reason` as it is.'
