import { simulate } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Lock, LockPerKey } from '../types.ts'
import { moments, playLock, type Sharing } from './lock-play.ts'
import { diagnoseTurns } from './lock-rules.ts'
import { turnsOf, type Holder } from './lock-scenes.ts'

/** The lock of each key for the holders of a scene. */
function perKey(lockPerKey: () => LockPerKey): Sharing {
  return {
    name: 'lockPerKey',
    make() {
      const locks = lockPerKey()
      return { acquire: (key, options) => locks.acquire(key, options), read: () => locks.size }
    },
  }
}

/** Only those with the same key wait for each other, and no lock is left behind. */
export async function judgeKeys(
  lockPerKey: () => LockPerKey,
  scene: readonly Holder[],
): Promise<void> {
  const { run, ...played } = await playLock(perKey(lockPerKey), scene)
  const wanted = turnsOf(scene)
  const { turns, reads, lastRead } = played
  const crossed = turns.find(
    ({ holder, startMs = 0, atMs }) =>
      startMs > atMs &&
      wanted.some((turn) => turn.holder === holder && turn.startMs === turn.atMs) &&
      scene.some(({ key }) => !Object.is(key, scene[holder]?.key)),
  )
  const mixed = crossed && scene[crossed.holder]?.key
  const blocker = turns.find(
    ({ holder, endMs }) => endMs === crossed?.startMs && !Object.is(scene[holder]?.key, mixed),
  )
  const other = blocker ? shown(scene[blocker.holder]?.key) : 'another key'
  diagnose(run, [
    [
      crossed !== undefined,
      `The lock of the key ${shown(mixed)} was free at ${crossed?.atMs} ms, but its call of \`acquire\` waited until ` +
        `${crossed?.startMs} ms for the lock of ${other}. Use the keys themselves as the keys of a \`Map\`, with a lock for each.`,
    ],
  ])
  diagnoseTurns({ run, ...played }, wanted)
  const sizeAt = (ms: number): number =>
    new Set(
      wanted
        .filter(({ atMs, startMs, endMs = 0 }) => startMs !== undefined && atMs <= ms && ms < endMs)
        .map(({ key }) => key),
    ).size
  const wrong = moments.findIndex((ms, i) => reads[i] !== sizeAt(ms))
  const keys = new Set(scene.map(({ key }) => key)).size
  const wrongMs = moments[wrong] ?? 0
  const wantedSize = sizeAt(wrongMs)
  const inUse = `${wantedSize === 1 ? 'one key' : `${wantedSize} keys`} had a lock in use`
  // Its slot was released again before the moment of the wrong size.
  const twice = turns.find(({ holder, endMs = Infinity }) => {
    const { disposals = 1, againMs = 0 } = scene[holder] ?? {}
    return disposals > 1 && endMs + againMs <= wrongMs
  })
  const againAtMs = (twice?.endMs ?? 0) + (scene[twice?.holder ?? 0]?.againMs ?? 0)
  diagnose(run, [
    [
      lastRead === keys && keys > 0,
      `Nobody holds or waits for a lock any more, but \`size\` is ${keys}: the lock of each key is still there. With a million ` +
        'keys, that is a leak. Delete a lock when it is released and nobody waits for it.',
    ],
    [
      lastRead !== 0,
      `Nobody holds or waits for a lock any more, but \`size\` is ${shown(lastRead)} instead of 0.`,
    ],
    [
      Number(reads[wrong]) < wantedSize && twice !== undefined,
      `The slot of call ${turns.indexOf(twice!) + 1} was released at ${twice?.endMs} ms and again at ${againAtMs} ms. At ${wrongMs} ms ` +
        `\`size\` was ${shown(reads[wrong])}, though ${inUse}. Make a second release of a slot do nothing: it must not count ` +
        'twice, and it must not delete a lock.',
    ],
    [
      Number(reads[wrong]) < wantedSize,
      `At ${wrongMs} ms, \`size\` was ${shown(reads[wrong])}, though ${inUse}. A new call would get a second lock for the same ` +
        'key. Delete a lock only if nobody holds it or waits for it.',
    ],
    [
      wrong >= 0,
      `At ${wrongMs} ms, \`size\` was ${shown(reads[wrong])}, but ${inUse}. A key counts while its lock is held or waited for.`,
    ],
  ])
}

/** If `createLock` honours the signal, so must `lockPerKey`, and it leaves no lock behind. */
export async function judgeKeyAborts(
  createLock: () => Lock,
  lockPerKey: () => LockPerKey,
): Promise<void> {
  const { signal } = abortedWith('enough')
  const [end] = await Promise.allSettled([createLock().acquire({ signal })])
  if (end.status === 'fulfilled') return
  const holder = { atMs: 0, holdMs: 100, key: 'Ann' }
  const scene: readonly Holder[] = [
    { ...holder, abortMs: -1, reason: 'enough' },
    holder,
    { ...holder, abortMs: 33, reason: 'enough' },
    holder,
    { ...holder, key: 'Bob', abortMs: -1, reason: 'enough' },
  ]
  const { run, turns, lastRead, reads } = await playLock(perKey(lockPerKey), scene, [])
  const [before, , during] = turns
  diagnose(run, [
    [
      before?.rejected === undefined || during?.rejected?.ms !== 33,
      'A signal aborted, but `acquire` of `lockPerKey` went on. Pass the options on to the lock of the key.',
    ],
    [
      turns.some(({ startMs, rejected }) => startMs === undefined && !rejected),
      'A signal aborted while `acquire` waited, and a call behind it never got the lock of its key: it was passed on to the ' +
        'call that had aborted. Remove an aborted call from the queue.',
    ],
    [
      lastRead !== 0,
      `After an abort, \`size\` was still ${shown(lastRead)} when nobody held or waited for a lock any more. An aborted call ` +
        'must not leave a lock behind, or be counted.',
    ],
    [
      reads[0] !== 1,
      `A call held the lock of one key, and a call for another key had been aborted, but \`size\` was ${shown(reads[0])} instead ` +
        'of 1. An aborted call must not leave a lock behind, or be counted.',
    ],
  ])
  diagnoseTurns({ run, turns, reads, lastRead }, turnsOf(scene))
}

/** Two of them have nothing to do with each other. */
export async function judgeTwoMaps(lockPerKey: () => LockPerKey): Promise<void> {
  let size: unknown = 0
  const run = await simulate({}, async () => {
    const [one, other] = [lockPerKey(), lockPerKey()]
    await one.acquire('Ann')
    ;({ size } = other)
    await other.acquire('Ann')
  })
  const remedy = 'Create the `Map` inside `lockPerKey`.'
  diagnose(run, [
    [
      run.outcome !== 'fulfilled',
      '`lockPerKey` was called twice. While the lock of a key was held in one result, nobody got the lock of that key in the ' +
        `other. ${remedy}`,
    ],
    [
      size !== 0,
      `\`lockPerKey\` was called twice. A lock was held in one result, and the \`size\` of the other was ${shown(size)}. ${remedy}`,
    ],
  ])
}

function abortedWith(reason: unknown): AbortController {
  const controller = new AbortController()
  controller.abort(reason)
  return controller
}
