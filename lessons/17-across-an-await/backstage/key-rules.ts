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
  diagnose(run, [
    [
      crossed !== undefined,
      `The lock of the key ${shown(mixed)} was free at ${crossed?.atMs} ms, but whoever wanted it waited until ` +
        `${crossed?.startMs} ms for another key. Keep a lock for each key in a \`Map\`.`,
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
  diagnose(run, [
    [
      lastRead === keys && keys > 0,
      `Nobody holds or wants a lock any more, but \`size\` is ${keys}: the lock of each key is still there. With a million ` +
        'keys, that is a leak. Delete a lock when it is given back and nobody waits for it.',
    ],
    [
      lastRead !== 0,
      `Nobody holds or wants a lock any more, but \`size\` is ${shown(lastRead)} instead of 0.`,
    ],
    [
      Number(reads[wrong]) < sizeAt(moments[wrong] ?? 0),
      `At ${moments[wrong]} ms, \`size\` was ${shown(reads[wrong])}, but someone still held or waited for the lock of ` +
        `${sizeAt(moments[wrong] ?? 0)} of the keys. Whoever came now would get a new lock beside the old one. Delete a lock only if nobody ` +
        'holds it or waits for it.',
    ],
    [
      wrong >= 0,
      `At ${moments[wrong]} ms, \`size\` was ${shown(reads[wrong])}, but ${sizeAt(moments[wrong] ?? 0)} of the keys had a ` +
        'lock that someone held or waited for.',
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
        'call that had aborted. Take a call whose signal aborts out of the queue.',
    ],
    [
      lastRead !== 0,
      `After an abort, \`size\` was still ${shown(lastRead)} when nobody held or wanted a lock any more.`,
    ],
    [
      reads[0] !== 1,
      `Someone held the lock of one key, and a signal had aborted for another one, but \`size\` was ${shown(reads[0])}.`,
    ],
  ])
  diagnoseTurns({ run, turns, reads, lastRead }, turnsOf(scene))
}

function abortedWith(reason: unknown): AbortController {
  const controller = new AbortController()
  controller.abort(reason)
  return controller
}
