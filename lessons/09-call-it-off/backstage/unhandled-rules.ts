import type { Run } from '@overlap/mock-server'
import { fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseEnding, thrownByRun } from './endings.ts'
import { withoutScope } from './open.ts'
import type { Refused } from './play-refused.ts'
import { bodies, failing, leaveMs, plan, plans, type Rule, type Scene } from './scenes.ts'

const refusesLast: Scene = {
  plans: [failing, plan(1, 100, { startMs: 70 })],
  body: 'leaves early',
  leaveMs: 30,
}

/** Whatever the block awaits, no rejection is unhandled. */
export const handlesAll: Rule = {
  drawn: fc.record({
    plans: plans(['returns', 'throws'], ['stops', 'cleans up', 'ignores its signal']),
    body: fc.constantFrom(...bodies),
    leaveMs,
    abortMs: fc.constantFrom(undefined, undefined, 46, 206),
    reason: fc.constant(new Error('the user left the page')),
  }),
  first: [
    { plans: [failing, failing, plan(1, 100)], body: 'awaits all', leaveMs: 0 },
    { plans: [failing, plan(1, 100)], body: 'leaves early', leaveMs: 70 },
    refusesLast,
  ],
  leaves: ['listener'],
  async judge(run, scene, playAlso) {
    const { tasks, isOrdinary } = diagnoseEnding(run)
    const left = run.leftovers.find(({ kind }) => kind === 'rejection')
    if (left?.kind !== 'rejection') return
    const reason = shown(left.reason)
    const awaitsAtOnce =
      scene.body === 'awaits all' && scene.plans.every(({ startMs }) => startMs === 0)
    diagnose(run, [
      [
        awaitsAtOnce,
        `The block awaited every promise that \`run\` returned, but nothing handled another one that ` +
          `rejected with ${reason}. Each \`then\`, \`finally\` and async function makes a promise of its ` +
          'own. Handle every promise that your code makes.',
      ],
      [
        // The scenes before this one have shown that the first task's promise is handled.
        scene === refusesLast && tasks.at(-1)?.timesCalled === 0,
        `A task had failed with ${reason}, and \`run\` refused the next one. Nothing handled the rejection of ` +
          'the promise that it returned. Outside this check, that ends the Node process: handle this promise ' +
          'as you do the others.',
      ],
    ])
    const together = scene.plans.map((one) => ({ ...one, startMs: 0 }))
    const awaited = await playAlso({ ...scene, plans: together, body: 'awaits all' })
    const isOfRun = !awaited.leftovers.some(({ kind }) => kind === 'rejection')
    diagnose(run, [
      [
        isOfRun && isOrdinary,
        `The promise that \`run\` returned rejected with ${reason}, and nothing handled it: outside this ` +
          'check, that ends the Node process. It was an ordinary promise; `async`, `then` and `finally` each ' +
          'make one. Return a `TrackedPromise`, which handles its own rejection.',
      ],
      [
        isOfRun,
        `The promise that \`run\` returned rejected with ${reason}, and nothing handled it. Outside this ` +
          'check, that ends the Node process. Handle it before you return it, as `TrackedPromise.of` does.',
      ],
    ])
  },
}

/** The promise of a task that comes too late is handled, too. */
export function diagnoseRefused(run: Run<Refused>): void {
  diagnose(run, [
    withoutScope(run),
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
    [run.outcome === 'rejected', `Using the scope threw ${shown(run.reason)}.`],
    ...thrownByRun(run),
  ])
  const { isCalled, why } = run.value
  diagnose(run, [
    [
      !isCalled && run.leftovers.some(({ kind }) => kind === 'rejection'),
      `${why}, and \`run\` refused a task. Nothing handled the rejection of the promise that it ` +
        'returned. Outside this check, that ends the Node process: handle this promise as you do the others.',
    ],
  ])
}
