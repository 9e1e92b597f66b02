import { count, shown, type Sentence } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseCalls } from './call-rules.ts'
import type { Got, Played } from './play.ts'
import { dueMs, endOf, fieldsOf, flawOf, orderText, taskOf, wantedOf } from './result-facts.ts'
import type { Scene } from './scenes.ts'

/** Every result comes as soon as its task has ended, in the order in which the tasks end. */
export function diagnoseOrder(played: Played, scene: Scene): void {
  diagnoseCalls(played, scene)
  const { run, seen, got } = played
  const { latenciesMs } = scene
  const aborted = seen.find(({ abortedMs, isDone }) => abortedMs !== undefined && !isDone)
  const flaw = got.map((one) => flawOf(one, scene)).find(Boolean)
  diagnose(run, [
    [
      aborted !== undefined,
      `The signal of task ${(aborted?.at ?? 0) + 1} aborted at ${aborted?.abortedMs} ms, while the task was running and the loop was ` +
        "still reading. Abort the tasks only when the loop ends early. A task that fails doesn't stop the others.",
    ],
    [
      run.outcome === 'rejected',
      `No task failed, but the loop got the error ${shown(run.reason)}.`,
    ],
    ...late(played, scene),
    [flaw !== undefined, flaw ?? ''],
    ...wrongOrder(played, scene),
    [
      run.outcome === 'never-settles',
      `The loop got ${got.length} of ${latenciesMs.length} results, and then waited forever.` +
        (got.length < latenciesMs.length && (scene.workMs ?? 0) > 0
          ? ' While it worked on a result, other tasks ended. Keep their results until the loop calls `next()`.'
          : ' Yield one result for each task, and then return.'),
    ],
    [
      got.length < latenciesMs.length,
      `There were ${latenciesMs.length} tasks, but the loop got ${count(got.length, 'result')}. Yield one result for each task, ` +
        'also for tasks that end while the loop works on another result, or at the same time.',
    ],
    [
      got.length > latenciesMs.length,
      `There were ${latenciesMs.length} tasks, but the loop got more than ${latenciesMs.length} results: ` +
        `${shown(got.at(-1)?.result)} is one too many.`,
    ],
  ])
}

function late(played: Played, scene: Scene): Sentence[] {
  const { run, seen, got } = played
  const { latenciesMs, workMs = 0 } = scene
  const due = dueMs(played, scene)
  const lastMs = Math.max(...seen.map(({ endMs = 0 }) => endMs))
  const firstEnd = Math.min(...seen.map(({ endMs = Infinity }) => endMs))
  const at = got.findIndex(({ ms }, i) => ms > (due[i] ?? Infinity))
  const one = got[at]
  const inListOrder = got.every((one, i) => taskOf(one, scene) === i)
  const lost = seen.find(
    ({ at, endMs = Infinity }) =>
      endMs < run.settledMs && got.every((one) => taskOf(one, scene) !== at),
  )
  const soonest = latenciesMs.findIndex((_, i) => endOf(seen, i) === firstEnd)
  return [
    [
      at > 0 && workMs > 0 && run.outcome === 'never-settles' && lost !== undefined,
      `Task ${(lost?.at ?? 0) + 1} ended at ${lost?.endMs} ms, while the loop was at work on another result, and its result never ` +
        'came. Keep results until the loop calls `next()`.',
    ],
    [
      at === 0 && one?.ms === lastMs && latenciesMs.length > 1,
      `The loop got its first result at ${one?.ms} ms, when the slowest task had ended. Task ${soonest + 1} had ended at ` +
        `${firstEnd} ms, and its result waited. Don't wait for all tasks: yield a result as soon as its task has ended.`,
    ],
    [
      at >= 0 && inListOrder,
      `The results came in the order of the list. Task ${soonest + 1} had ended at ${firstEnd} ms, but the loop got its ` +
        `result only at ${got[soonest]?.ms} ms, because it waited for the tasks before it. Yield whichever ends first.`,
    ],
    [
      at >= 0,
      `The ${ordinal(at)} result was ready at ${due[at]} ms, and the loop got it only at ${one?.ms} ms. Yield a result as soon as ` +
        'its task has ended and the loop is free.',
    ],
  ]
}

function wrongOrder({ seen, got }: Played, scene: Scene): Sentence[] {
  const ends = got.map((one) => endOf(seen, taskOf(one, scene)))
  const early = got.find(({ ms }, i) => ms < (ends[i] ?? 0))
  const swapped = ends.findIndex((ms, i) => i > 0 && ms < (ends[i - 1] ?? 0))
  const repeated = got.find((one, i) =>
    got.slice(0, i).some((other) => taskOf(other, scene) === taskOf(one, scene)),
  )
  const misplaced = got.find((one) => fieldsOf(one).index !== taskOf(one, scene))
  const nameOf = (one: Got | undefined): number => (one ? taskOf(one, scene) + 1 : 0)
  const places = got.every((one, i) => fieldsOf(one).index === i)
  const altered = got.find((one) => {
    const wanted = wantedOf(scene, taskOf(one, scene))
    return wanted.status === 'fulfilled' && !Object.is(fieldsOf(one).value, wanted.value)
  })
  return [
    [
      misplaced !== undefined && places,
      `The \`index\` of the results is 0, 1, 2 …, in the order in which they came. Then nobody knows which task a result is ` +
        `from. \`index\` is the task's position in the list. For ${shown(misplaced?.result)}, it is ${nameOf(misplaced) - 1}.`,
    ],
    [
      nameOf(misplaced) > 0,
      `${shown(misplaced?.result)} is from the task with index ${nameOf(misplaced) - 1}. \`index\` is the ` +
        "task's position in the list.",
    ],
    [
      repeated !== undefined,
      `The loop got the result of task ${nameOf(repeated)} twice. Once you have yielded a result, don't ` +
        'wait for that task again.',
    ],
    [
      altered !== undefined,
      `The loop got ${shown(altered?.result)}, but the task resolved with ` +
        `${shown(wantedOf(scene, nameOf(altered) - 1).value)}. Pass each value on as it is, even if it is ` +
        '`undefined` or 0.',
    ],
    [
      early !== undefined,
      `The loop got ${shown(early?.result)} at ${early?.ms} ms, before that task had ended.`,
    ],
    [
      swapped > 0 &&
        ends[swapped - 1]! <= got[swapped - 1]!.ms &&
        nameOf(got[swapped]) > nameOf(got[swapped - 1]),
      `When the loop called \`next()\` at ${got[swapped - 1]?.ms} ms, tasks ${nameOf(got[swapped])} and ${nameOf(got[swapped - 1])} had ended, ` +
        `in that order, but the loop got task ${nameOf(got[swapped - 1])} first. Among promises that have settled, a ` +
        'race is won by the first in the list. Record each result when its task ends.',
    ],
    [
      swapped > 0,
      `The loop got the results of the tasks ${orderText(got, scene)}, in this order. Task ` +
        `${nameOf(got[swapped])} had ended before the one whose result came first. Yield them in ` +
        'the order in which the tasks end.',
    ],
  ]
}

/** The place of a result, in words. No scene has more than 20 tasks. */
function ordinal(at: number): string {
  return ['first', 'second', 'third', 'fourth', 'fifth'][at] ?? `${at + 1}th`
}
