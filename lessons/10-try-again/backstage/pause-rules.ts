import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { ALWAYS, expected, wantedTrace, type Scene } from './scenes.ts'

/** The pauses: before each retry, as long as they should be, and none after the last attempt. */
export function diagnosePauses({ run, attempts }: Played, scene: Scene): void {
  const { delayMs = 100 } = scene
  const wait = scene.delayMs === undefined ? '100 ms by default' : `\`delayMs: ${delayMs}\``
  const gaps = attempts.slice(1).map(({ startMs }, i) => startMs - (attempts[i]?.endMs ?? 0))
  const short = gaps.find((gap) => gap < delayMs)
  // `setTimeout` waits for 1 ms where it is given 0.
  const long = gaps.find((gap) => gap > Math.max(1, delayMs))
  const shortAfter = gaps.findIndex((gap) => gap < delayMs) + 1
  const before = scene.errors[(shortAfter - 1) % scene.errors.length]
  const lastMs = attempts.at(-1)?.endMs ?? 0
  const wanted = wantedTrace(run.trace, scene)
  diagnose(
    run,
    [
      [
        (attempts[0]?.startMs ?? 0) > 0,
        `The first attempt began at ${attempts[0]?.startMs} ms. Pause only before a retry.`,
      ],
      [
        short !== undefined && short < 0,
        `Attempt ${shortAfter + 1} began before attempt ${shortAfter} had failed. Wait for each attempt, and then ` +
          'pause before the next one.',
      ],
      [
        short === 0 && !before,
        `Attempt ${shortAfter} failed with ${shown(before)}, and the next attempt came right after it. Anything ` +
          'can be thrown, so a falsy error is a failure, too. Pause after every failure.',
      ],
      [
        short === 0,
        `The pause should take ${wait}, but the next attempt came right after the failure. \`pause\` ` +
          'returns a promise: await it.',
      ],
      [
        short !== undefined,
        `The pause should take ${wait}, but the next attempt came ${short} ms after the failure.`,
      ],
      [
        scene.delayMs === 0 && long === 100,
        '`delayMs: 0`, but the next attempt came 100 ms after the failure, as with the default. ' +
          '`delayMs || 100` turns 0 into 100. Use a default value, or `??`.',
      ],
      [
        long !== undefined,
        `The pause should take ${wait}, but the next attempt came ${long} ms after the failure.`,
      ],
    ],
    wanted,
  )
  diagnose(run, [
    [
      run.settledMs > lastMs && scene.failures >= ALWAYS,
      `The last attempt failed at ${lastMs} ms, but your promise rejected at ${run.settledMs} ms: you ` +
        'paused although no retry was left. Check that first, then pause.',
    ],
    [
      run.settledMs > lastMs && !expected(scene).fails,
      `An attempt succeeded at ${lastMs} ms, but your promise resolved at ${run.settledMs} ms. Pause only ` +
        'before a retry.',
    ],
    [
      run.settledMs > lastMs,
      `The last attempt ended at ${lastMs} ms, but your promise settled at ${run.settledMs} ms.`,
    ],
  ])
}
