import { everyScenario, oneScenario, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { describe, test } from 'vitest'
import { taskScope } from '#lesson'
import { abortsOthers } from './abort-rules.ts'
import { reasonOf, thrownByRun } from './endings.ts'
import { diagnoseShared, followsCaller } from './caller-rules.ts'
import { abortsUnfinished, diagnoseFinished, waitsForAll } from './disposal-rules.ts'
import { rethrowsUnseen } from './further-rules.ts'
import { playFinished } from './play-finished.ts'
import { runLate } from './play-late.ts'
import { playShared } from './play-shared.ts'
import { play } from './play.ts'
import { errors, type Rule, type Scene } from './scenes.ts'
import { startsAtOnce } from './task-rules.ts'

function tell({ plans, body }: Scene): string {
  if (plans.length === 0) return 'a block that starts no task'
  if (plans.length > 1) return `a block that starts ${plans.length} tasks and ${manners[body]}`
  return `a block that starts 1 task and ${body === 'leaves early' ? "doesn't await" : 'awaits'} it`
}

const manners: Record<Scene['body'], string> = {
  'awaits all': 'awaits them all',
  'awaits in turn': 'awaits them one by one',
  'awaits the first': 'awaits the first',
  'awaits the last': 'awaits the last',
  'leaves early': 'awaits none',
}

function holds({ drawn, first, leaves, judge }: Rule): () => Promise<void> {
  return everyScenario(drawn, { first, tell }, async (scene) =>
    judge(await play(taskScope, scene, leaves), scene, (other) => play(taskScope, other, leaves)),
  )
}

describe('Your task', () => {
  test('runs each task right away and returns its result', holds(startsAtOnce))
  test('aborts the other tasks when one fails', holds(abortsOthers))
  test('waits until every task has settled', holds(waitsForAll))
  test('aborts unfinished tasks first when it is disposed of', async () => {
    await holds(abortsUnfinished)()
    await oneScenario(async () => diagnoseFinished(await playFinished(taskScope)))()
  })
})

describe('Go further', () => {
  test("follows the caller's signal", async () => {
    await holds(followsCaller)()
    await oneScenario(async () => diagnoseShared(await playShared(taskScope)))()
  })
  test(
    'leaves no rejection unhandled, and rethrows an error that nobody awaited',
    holds(rethrowsUnseen),
  )
  test(
    'starts nothing after a failure or after disposal',
    everyScenario(errors, { first: [new Error('sold out')], draws: 8 }, async (error) => {
      const run = await runLate(taskScope, error)
      diagnose(run, [
        [run.outcome === 'never-settles', run.diagnosis ?? ''],
        [run.outcome === 'rejected', `Using the scope threw ${shown(run.reason)}.`],
        ...thrownByRun(run),
      ])
      const { started, results } = run.value
      const reason = reasonOf(results[0])
      diagnose(run, [
        [
          started.length > 0,
          `\`run\` called its task although the scope ${[...new Set(started)].join(', or ')}. Nobody waits for that ` +
            "task any more. Don't call it; reject instead.",
        ],
        [
          results.some((result) => result === undefined),
          "`run` didn't call the task, but its promise never settled. Reject, so that the caller knows.",
        ],
        [
          results.some((result) => result?.status === 'fulfilled'),
          "`run` didn't call the task, but its promise resolved. Reject, so that the caller knows.",
        ],
        [
          !Object.is(reason, error),
          `The scope had failed with ${shown(error)}, but \`run\` rejected with ${shown(reason)}. ` +
            'Reject with the error that closed the scope.',
        ],
      ])
    }),
  )
})
