import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { first, type Scene } from './scenes.ts'

/** When the promise has settled, no timer and no listener is left. */
export function diagnoseLeftovers(
  { run, caller, isReplaced, added, removed }: Played,
  scene: Scene,
): void {
  const timers = run.leftovers.find(({ kind }) => kind === 'timer')
  const listeners = run.leftovers.find(({ kind }) => kind === 'listener')
  const isLeft = timers !== undefined
  const still = 'a timer that you set is still running'
  const threw = scene.manner === 'at once' && scene.end === 'throws'
  const what = isLeft
    ? 'a timer that you set is still running'
    : 'your listener is still on a signal'
  diagnose(run, [
    [
      scene.beside && (isLeft || listeners !== undefined),
      `Several calls of your function were running at the same time. All have ended, but ${what}. If a call runs alone, ` +
        'nothing is left. So the calls share a variable: declare every variable inside your function.',
    ],
    [
      isLeft && threw,
      `The work threw before it returned a promise, and ${still}: your clean-up was never reached. Call the work ` +
        'inside the `try`, or with `Promise.try`, which turns a throw into a rejection.',
    ],
    [
      isLeft,
      `${ended(scene)}, and ${still}. A timer keeps the process alive, and each call of your function leaves ` +
        'one more. Stop it in `finally`, however the work ends.',
    ],
    [
      isReplaced,
      'The caller had set `onabort` of its own signal, and your code replaced it. `onabort` holds only one ' +
        'function, and the signal belongs to the caller. Add a listener instead.',
    ],
    [
      listeners !== undefined && added === 0 && !isReplaced,
      `${ended(scene)}, and your code left a listener on a signal that \`AbortSignal.any\` made from the caller's ` +
        "signal. It stays in memory as long as the caller's signal does. Remove it in `finally`.",
    ],
    [
      listeners !== undefined && removed > 0,
      `${ended(scene)}, and a listener is still on the caller's signal, although you called \`removeEventListener\`. ` +
        'Pass it the same function object, and the same `capture`, that you passed to `addEventListener`.',
    ],
    [
      listeners !== undefined && !caller.aborted,
      `${ended(scene)}, and your listener is still on the caller's signal, which may live as long as the program. ` +
        'An option such as `once` or `signal` removes it only after an abort. Remove it in `finally`, however the work ends.',
    ],
    [
      listeners !== undefined,
      `${ended(scene)}, and your listener is still on the caller's signal. Remove it in \`finally\`.`,
    ],
  ])
}

function ended(scene: Scene): string {
  const { what, atMs } = first(scene)
  if (what === 'timeout') return `Time was up at ${atMs} ms`
  if (what === 'abort' && (scene.abortMs ?? 0) < 0) return "The caller's signal had already aborted"
  if (what === 'abort') return `The caller aborted at ${atMs} ms`
  const verb = scene.end.startsWith('returns') ? 'returned' : 'failed'
  return scene.manner === 'at once' ? `The work ${verb} at once` : `The work ${verb} at ${atMs} ms`
}
