import type { Run } from '@overlap/mock-server'
import { everyScenario, oneScenario } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { taskScope } from '#lesson'
import { abortsOthers } from './abort-rules.ts'
import { diagnoseShared, followsCaller } from './caller-rules.ts'
import { abortsUnfinished, diagnoseFinished, waitsForAll } from './disposal-rules.ts'
import { passesOnAnything, rethrowsUnseen } from './further-rules.ts'
import { diagnoseLate } from './late-rules.ts'
import { judgeWithValues } from './odd-values.ts'
import { playFinished } from './play-finished.ts'
import { runLate } from './play-late.ts'
import { playAborted, playDisposed } from './play-refused.ts'
import { playShared } from './play-shared.ts'
import { play } from './play.ts'
import { errors, type Played, type Rule, type Scene } from './scenes.ts'
import { startsAtOnce } from './task-rules.ts'
import { diagnoseRefused, handlesAll } from './unhandled-rules.ts'

function tell({ plans, body }: Scene): string {
  if (plans.length === 0) return 'a block that starts no task'
  if (plans.length > 1) return `a block that starts ${plans.length} tasks and ${manners[body]}`
  return `a block that starts 1 task and ${body === 'leaves early' ? "doesn't await" : 'awaits'} it`
}

const manners: Record<Scene['body'], string> = {
  'awaits all': 'awaits them all',
  'awaits in turn': 'awaits them one by one',
  'awaits the first': 'awaits only the first one',
  'awaits the last': 'awaits only the last one',
  'leaves early': 'awaits none',
}

function holds({ drawn, first, leaves, judge }: Rule): () => Promise<void> {
  return everyScenario(drawn, { first, tell }, async (scene) => {
    const playAlso = (other: Scene): Promise<Run<Played>> => play(taskScope, other, leaves)
    const run = await playAlso(scene)
    await judgeWithValues(run, scene, async (one) =>
      judge(one === scene ? run : await playAlso(one), one, playAlso),
    )
  })
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
  test('leaves no rejection unhandled', async () => {
    await holds(handlesAll)()
    await oneScenario(async () => diagnoseRefused(await playDisposed(taskScope)))()
    await oneScenario(async () => diagnoseRefused(await playAborted(taskScope)))()
  })
  test('rethrows an error that nobody awaited', async () => {
    await holds(rethrowsUnseen)()
    await holds(passesOnAnything)()
  })
  test(
    'starts nothing after a failure, an abort or disposal',
    everyScenario(errors, { first: [new Error('sold out'), null], draws: 8 }, async (error) =>
      diagnoseLate(await runLate(taskScope, error), error),
    ),
  )
})
