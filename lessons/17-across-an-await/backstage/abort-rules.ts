import { audited, simulate } from '@overlap/mock-server'
import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { AddToBasket } from './clicks.ts'
import { playLock, type Sharing } from './lock-play.ts'
import { diagnoseTurns } from './lock-rules.ts'
import { turnsOf, type Holder } from './lock-scenes.ts'

/** An aborted call leaves the queue at once, and the calls behind it move up. */
export async function judgeAborts(sharing: Sharing, scene: readonly Holder[]): Promise<void> {
  const played = await playLock(sharing, scene, [])
  const { run, turns } = played
  const wanted = turnsOf(scene)
  const left = turns.filter(({ holder, atMs }) =>
    wanted.some(
      (turn) => turn.holder === holder && turn.atMs === atMs && turn.startMs === undefined,
    ),
  )
  const abortOf = (holder: number): number => scene[holder]?.abortMs ?? 0
  const when = ({ holder }: { holder: number }): string =>
    abortOf(holder) < 0
      ? 'The signal had aborted before `acquire` was called'
      : `The signal aborted at ${abortOf(holder)} ms, while \`acquire\` waited`
  const taken = left.find(({ startMs }) => startMs !== undefined)
  const open = left.find(({ startMs, rejected }) => startMs === undefined && !rejected)
  const late = left.find(
    ({ holder, atMs, rejected }) => rejected && rejected.ms !== Math.max(atMs, abortOf(holder)),
  )
  const wrong = left.find(
    ({ holder, rejected }) => rejected && !Object.is(rejected.reason, scene[holder]?.reason),
  )
  const stuck = turns.some(({ startMs, rejected }) => startMs === undefined && !rejected)
  diagnose(run, [
    [
      taken !== undefined,
      `${when(taken ?? { holder: 0 })}, but it resolved at ${taken?.startMs} ms and took the lock. An aborted caller will ` +
        'never use or release it. Reject with `signal.reason`.',
    ],
    [
      open !== undefined,
      `${when(open ?? { holder: 0 })}, but its promise never settled. Reject it with \`signal.reason\`.`,
    ],
    [
      late !== undefined,
      `${when(late ?? { holder: 0 })}, but its promise rejected only at ${late?.rejected?.ms} ms. Reject it right away.`,
    ],
    [
      wrong !== undefined,
      `${when(wrong ?? { holder: 0 })}, with the reason ${shown(scene[wrong?.holder ?? 0]?.reason)}. But its promise ` +
        `rejected with ${shown(wrong?.rejected?.reason)}. Reject with \`signal.reason\` itself.`,
    ],
    [
      stuck && left.length > 0,
      `${when(left[0] ?? { holder: 0 })}. Later the lock was passed on to that call, and was never released ` +
        'again. Remove an aborted call from the queue.',
    ],
  ])
  diagnoseTurns(played, wanted)
}

/** A click whose signal aborts while it waits: when, and with which reason. */
export interface Impatience {
  /** -1: before the click. Below 400 ms, the click waits; then it reads, and then it writes. */
  readonly abortMs: number
  readonly reason: unknown
}

/** Three clicks. The signal of the third aborts. */
export async function judgeClickAborts(
  add: AddToBasket,
  { abortMs, reason }: Impatience,
): Promise<void> {
  const audit = audited(add)
  let settledMs = -1
  let aborted: PromiseSettledResult<unknown> | undefined
  const run = await simulate(
    { latency: 100 },
    async (api, time) => {
      const url = api.url('/users/1/basket')
      const controller = new AbortController()
      if (abortMs < 0) controller.abort(reason)
      else void time.sleep(abortMs).then(() => controller.abort(reason))
      const item = (productId: number) => ({ productId, quantity: 1 })
      const third = async (): Promise<void> => {
        const { signal } = controller
        ;[aborted] = await Promise.allSettled([audit(url, item(3), { signal })])
        settledMs = time.nowMs
      }
      const others = [audit(url, item(1)), audit(url, item(2))]
      await Promise.all([...others, third()])
      await time.sleep(600)
      await audit(url, item(4))
    },
    { heartbeatMs: 1000 },
  )
  const when =
    abortMs < 0
      ? 'The signal of the third click had aborted before the click'
      : `The signal of the third click aborted at ${abortMs} ms`
  const isWaiting = abortMs < 400
  const reads = run.trace.calls.filter(({ method, client }) => method === 'GET' && client === '')
  diagnose(run, [
    [run.outcome === 'never-settles', `${when}, and a promise of \`addToBasket\` never settled.`],
    [run.outcome === 'rejected', `${when}, and another click rejected with ${shown(run.reason)}.`],
    [
      isWaiting && reads.length > 3,
      `${when}, but it still read the basket. Pass the signal to \`acquire\`.`,
    ],
    [
      aborted?.status === 'fulfilled',
      `${when}, but its promise ${ending(aborted)}. Pass the signal to \`readBasket\` and ` +
        '`writeBasket`, too.',
    ],
    [
      !Object.is(reasonOf(aborted), reason),
      `${when} with ${shown(reason)}, but its promise ${ending(aborted)}. Reject with \`signal.reason\` itself.`,
    ],
    [
      settledMs !== Math.max(0, abortMs),
      `${when}, but its promise rejected only at ${settledMs} ms. Pass the signal to ` +
        `${isWaiting ? '`acquire`' : '`readBasket` and `writeBasket`'}.`,
    ],
  ])
}
