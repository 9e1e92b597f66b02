import { simulate } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Lock } from '../types.ts'
import { moments, playLock, type LockPlayed, type SeenTurn, type Sharing } from './lock-play.ts'
import { turnsOf, type Holder, type Turn } from './lock-scenes.ts'

/** One lock for all holders of a scene. */
export function oneLock(createLock: () => Lock): Sharing {
  return {
    name: 'createLock',
    make() {
      const lock = createLock()
      return { acquire: (_key, options) => lock.acquire(options), read: () => lock.isLocked }
    },
  }
}

/** Whoever comes first is served first, one at a time, without a break. */
export async function judgeTurns(sharing: Sharing, scene: readonly Holder[]): Promise<void> {
  const played = await playLock(sharing, scene)
  diagnoseTurns(played, turnsOf(scene))
  diagnoseReads(played, turnsOf(scene))
}

/** A call of `acquire`, by its place in the order of the calls. */
const nth = (index: number): string => `call ${index + 1}`

/** The same text, as the beginning of a sentence. */
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Each turn that was seen, next to the one that was wanted. */
function pairsOf({ turns }: LockPlayed, wanted: readonly Turn[]): readonly [SeenTurn, Turn][] {
  const left = [...wanted]
  return turns.flatMap((turn): [SeenTurn, Turn][] => {
    const at = left.findIndex(({ holder, atMs }) => holder === turn.holder && atMs === turn.atMs)
    const [found] = at < 0 ? [] : left.splice(at, 1)
    return found ? [[turn, found]] : []
  })
}

/** When each turn began. */
export function diagnoseTurns(played: LockPlayed, wanted: readonly Turn[]): void {
  const { run, turns, reads } = played
  const pairs = pairsOf(played, wanted)
  const early = pairs.findIndex(([seen, want]) => (seen.startMs ?? Infinity) < (want.startMs ?? 0))
  const [earlyOne] = pairs[early] ?? []
  const startMs = earlyOne?.startMs ?? 0
  const holding = turns.filter(
    (turn) =>
      turn !== earlyOne &&
      (turn.startMs ?? Infinity) <= startMs &&
      (turn.endMs ?? Infinity) > startMs,
  )
  const isShared = earlyOne !== undefined && holding.length > 0
  const together = isShared && holding.every((turn) => turn.startMs === startMs) && startMs > 0
  const sharing = together ? [earlyOne, ...holding] : []
  const newcomer = sharing.find(({ atMs }) => atMs === startMs)
  const waiter = sharing.find(({ atMs }) => atMs < startMs)
  const callOf = (turn: SeenTurn | undefined): string => nth(turn ? turns.indexOf(turn) : -1)
  const stuck = pairs.findIndex(
    ([seen, want]) => want.startMs !== undefined && seen.startMs === undefined && !seen.rejected,
  )
  const stuckAt = pairs[stuck]?.[1].startMs
  const staysLocked = moments.some((ms, i) => ms > (stuckAt ?? Infinity) && reads[i] === true)
  const late = pairs.findIndex(([seen, want]) => (seen.startMs ?? 0) > (want.startMs ?? Infinity))
  const [lateOne, lateWanted] = pairs[late] ?? []
  const overtaker = turns.findIndex(
    (turn) => turn.startMs === lateWanted?.startMs && turn.atMs >= (lateOne?.atMs ?? Infinity),
  )
  const isAgain = turns[overtaker]?.atMs === lateWanted?.startMs
  const back = `The lock was released at ${lateWanted?.startMs} ms`
  const failed = pairs.findIndex(([seen, want]) => seen.rejected && want.startMs !== undefined)
  diagnose(run, [
    [
      failed >= 0,
      `The promise of ${nth(failed)} of \`acquire\` rejected with ${shown(pairs[failed]?.[0].rejected?.reason)}, but nothing ` +
        'went wrong: it only had to wait.',
    ],
    [
      isShared && !together && earlyOne?.startMs === earlyOne?.atMs,
      `Two calls held the lock at once: ${nth(early)} of \`acquire\` got it right away at ${startMs} ms, while ` +
        `${callOf(holding[0])} held it until ${holding[0]?.endMs} ms. If the lock is taken, \`acquire\` has to wait.`,
    ],
    [
      newcomer !== undefined && waiter !== undefined,
      `The lock was released at ${startMs} ms. ${capital(callOf(newcomer))} of \`acquire\` came at that moment and found it free, ` +
        `but ${callOf(waiter)}, which had waited since ${waiter?.atMs} ms, got it, too. Other code can run between waking a call ` +
        'and its next line, so keep the lock taken when you pass it on.',
    ],
    [
      together && newcomer === undefined,
      `The lock was released at ${startMs} ms, and ${sharing.length} waiting calls got it at the same time. ` +
        'Wake only the one that has waited longest. A promise that all of them await wakes all of them.',
    ],
    [
      isShared,
      `Two calls held the lock at once: ${nth(early)} of \`acquire\` got it at ${startMs} ms, but ${callOf(holding[0])} still ` +
        `held it. Only its holder may pass the lock on, by releasing it.`,
    ],
    [
      late >= 0 && overtaker >= 0 && isAgain,
      `${back}. Its holder took it again at once, though ${nth(late)} of \`acquire\` had waited since ${lateOne?.atMs} ms. Pass it ` +
        'directly to the first in the queue: if it is free in between, others can overtake. The call that you wake then ' +
        'has the lock, and must not check `isLocked` again.',
    ],
    [
      late >= 0 && overtaker >= 0,
      `${back}, and ${nth(overtaker)} of \`acquire\` got it, though ${nth(late)} had come before it. First come, first ` +
        'served: add waiting calls at the end of the queue, and take them from the front.',
    ],
    [
      late >= 0,
      `${back}, but ${nth(late)} of \`acquire\`, which was next, got it only at ${lateOne?.startMs} ms. Don't poll: ` +
        'the release can resolve the promise of the next call in the queue.',
    ],
    [
      stuck >= 0 && staysLocked,
      `The lock was released at ${stuckAt} ms, but ${nth(stuck)} of \`acquire\` never got it, and \`isLocked\` stayed \`true\`. ` +
        'Does the release wake that call? If it does, the call may check `isLocked` again, as `while` does, and queue itself ' +
        'again. Once it is woken, the lock is its own.',
    ],
    [
      stuck >= 0,
      `The lock was released at ${stuckAt} ms, but ${nth(stuck)} of \`acquire\` never got it: its promise never settled. The ` +
        'release has to wake the next call in the queue.',
    ],
  ])
}

/** What `isLocked` says. */
function diagnoseReads(
  { run, reads, lastRead }: LockPlayed,
  wanted: readonly Turn[],
  before = '',
): void {
  const isHeld = (ms: number): boolean =>
    wanted.some(({ startMs = Infinity, endMs = 0 }) => startMs <= ms && ms < endMs)
  const wrong = moments.findIndex((ms, i) => reads[i] !== isHeld(ms))
  const ms = moments[wrong] ?? 0
  const releasedMs = Math.max(...wanted.map(({ endMs = 0 }) => endMs).filter((end) => end <= ms))
  const staysLocked = reads[wrong] === true && !isHeld(ms) && releasedMs >= 0
  diagnose(run, [
    [
      staysLocked,
      `${before}The lock was released at ${releasedMs} ms, and nobody waited for it. But at ${ms} ms \`isLocked\` was still ` +
        '`true`, so nobody could ever take it again. If the queue is empty, the release has to free the lock.',
    ],
    [
      wrong >= 0,
      `${before}At ${ms} ms, \`isLocked\` was ${shown(reads[wrong])}, though ${isHeld(ms) ? 'a call' : 'nobody'} held the lock.`,
    ],
    [
      lastRead !== false,
      `${before}Every slot had been released, but \`isLocked\` was ${shown(lastRead)}.`,
    ],
  ])
}

/** A slot gives the lock back once, however often it is disposed of. */
export async function judgeDisposals(sharing: Sharing, scene: readonly Holder[]): Promise<void> {
  const played = await playLock(sharing, scene)
  const wanted = turnsOf(scene)
  const pairs = pairsOf(played, wanted)
  const early = pairs.find(([seen, want]) => (seen.startMs ?? Infinity) < (want.startMs ?? 0))
  const [seen, want] = early ?? []
  diagnose(played.run, [
    [
      seen !== undefined,
      `A slot was released twice. At ${seen?.startMs} ms two calls held the lock: the second release passed it on, though its ` +
        `new holder needed it until ${want?.startMs} ms. Make a second release of the same slot do nothing.`,
    ],
  ])
  diagnoseTurns(played, wanted)
  const again = 'A slot was released twice, and only the first time counts. '
  diagnoseReads(played, wanted, scene.some(({ disposals = 1 }) => disposals > 1) ? again : '')
}

/** Two locks have nothing to do with each other. */
export async function judgeTwoLocks(createLock: () => Lock): Promise<void> {
  let gotIt = false
  let wasPassedOn = false
  let isOtherLocked: unknown = false
  const run = await simulate({}, async (_api, time) => {
    const [one, other] = [createLock(), createLock()]
    const held = await one.acquire()
    const otherSlot = await other.acquire()
    const waiting = one.acquire().then((slot) => {
      gotIt = true
      return slot
    })
    await otherSlot[Symbol.asyncDispose]()
    await time.sleep(1)
    wasPassedOn = gotIt
    isOtherLocked = other.isLocked
    await held[Symbol.asyncDispose]()
    await (await waiting)[Symbol.asyncDispose]()
  })
  diagnose(run, [
    [
      wasPassedOn || isOtherLocked !== false,
      'Two locks were made. Releasing one of them passed the other one on to a waiting call. Keep the queue of a lock inside ' +
        '`createLock`.',
    ],
    [
      run.outcome !== 'fulfilled',
      'Two locks were made. While one of them was held, nobody got the other. Keep the state of a lock inside ' +
        '`createLock`.',
    ],
  ])
}
