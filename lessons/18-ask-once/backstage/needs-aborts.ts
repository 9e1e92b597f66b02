import { ending, reasonOf } from '@overlap/scenarios'
import { diagnose, Misconception } from '@overlap/trace'
import { play, type Make } from './play.ts'
import { scene } from './scene.ts'

const reason = new Error('the user left the page')

/**
 * Makes a step of a check out of `judge`, in which callers abort. If it fails, and `singleFlight` doesn't handle
 * aborts yet, the message says that instead: the code around `singleFlight` may be right.
 */
export function needsAborts<S>(
  share: Make,
  name: string,
  judge: (scene: S) => Promise<void>,
): (scene: S) => Promise<void> {
  return async (one) => {
    try {
      await judge(one)
    } catch (error) {
      if (error instanceof Misconception) await diagnoseNeed(share, name)
      throw error
    }
  }
}

/** Reads `signal` of what `singleFlight` didn't pass, or never gets that far. */
const lacksSignal = /'signal'|reading '(?:aborted|addEventListener)'|nothing was sent/

/**
 * Makes a step of a check out of `judge`. If it fails because `singleFlight` passes no `{ signal }` to `fn`, the
 * message says that instead.
 */
export function needsSignal<S>(
  share: Make,
  name: string,
  judge: (scene: S) => Promise<void>,
): (scene: S) => Promise<void> {
  return async (one) => {
    try {
      await judge(one)
    } catch (error) {
      if (error instanceof Misconception && lacksSignal.test(error.message)) {
        const { run, calls } = await play(share, scene([[3, 0]]))
        diagnose(run, [
          [
            calls[0]?.signal === undefined,
            `This needs a part of star 1: your \`singleFlight\` calls \`fn\` without \`{ signal }\`, and the function that your ` +
              `\`${name}\` passes to it expects that. \`callWith\` adds it after the arguments.`,
          ],
        ])
      }
      throw error
    }
  }
}

async function diagnoseNeed(share: Make, name: string): Promise<void> {
  const alone = { arg: 3, atMs: 0, abortMs: 33, reason }
  const { run, calls, came } = await play(share, { ...scene([]), callers: [alone] }, ['call'])
  const result = came[0]?.result
  const isRejected = Object.is(reasonOf(result), reason)
  const need = `This needs star 1, aborts, because \`${name}\` can't abort what \`singleFlight\` doesn't`
  diagnose(run, [
    [
      !isRejected,
      `${need}. The only caller of your \`singleFlight\` aborted at ${alone.abortMs} ms, and its promise ${ending(result)}.`,
    ],
    [
      calls[0]?.abortedMs === undefined,
      `${need}. The only caller of your \`singleFlight\` aborted at ${alone.abortMs} ms, but the signal of \`fn\` didn't abort.`,
    ],
  ])
}
