import { audited, simulate, type LeftoverKind, type Run } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Abortable, Slot } from '../types.ts'
import type { Holder } from './lock-scenes.ts'

/** What the holders of a scene share: a lock, or a lock for each key. */
export interface Shared {
  acquire(key: unknown, options?: Abortable): Promise<Slot>
  /** Something to read now and then, such as `isLocked`. */
  read(): unknown
}

/** How the holders of a scene come to what they share. */
export interface Sharing {
  /** The learner's function. */
  readonly name: 'createLock' | 'lockPerKey'
  make(): Shared
}

/** What was seen of one turn, in the order of the calls of `acquire`. */
export interface SeenTurn {
  readonly holder: number
  readonly atMs: number
  startMs?: number
  /** When it gave the lock back. */
  endMs?: number
  /** What `acquire` rejected with, and when. */
  rejected?: { readonly reason: unknown; readonly ms: number }
}

export interface LockPlayed {
  readonly run: Run<unknown>
  readonly turns: readonly SeenTurn[]
  /** What `read` returned at each of the {@link moments}, and after everything. */
  readonly reads: readonly unknown[]
  readonly lastRead: unknown
}

/** When the lock is looked at. Nothing else happens then. */
export const moments = [7, 37, 87, 157, 327]

/** Lets the holders of a scene come. Each of them makes a call while it holds the lock. */
export async function playLock(
  sharing: Sharing,
  scene: readonly Holder[],
  leaves: readonly LeftoverKind[] = ['listener', 'timer'],
): Promise<LockPlayed> {
  const turns: SeenTurn[] = []
  const reads: unknown[] = []
  let lastRead: unknown
  let noSlot: { readonly value: unknown } | undefined
  const routes = scene.map(({ holdMs }, i) => [`/products/${i + 1}`, { latency: holdMs }] as const)
  const run = await simulate(
    { routes: Object.fromEntries(routes) },
    async (api, time) => {
      const shared = sharing.make()
      const acquire = audited((key: unknown, options?: Abortable) => shared.acquire(key, options))

      const disposeOf = (slot: Slot): (() => Promise<void>) => {
        const dispose =
          slot?.[Symbol.asyncDispose] ?? (slot as Partial<Disposable>)?.[Symbol.dispose]
        if (typeof dispose === 'function') return async () => dispose.call(slot)
        noSlot ??= { value: slot }
        return async () => {}
      }

      /** Holds the lock once. Returns the promise of the next turn, if there is one. */
      const hold = async (
        holder: number,
        getting: Promise<Slot>,
        turn: SeenTurn,
        turnsLeft: number,
      ): Promise<void> => {
        const { disposals = 1, againMs = 0 } = scene[holder] ?? {}
        const [got] = await Promise.allSettled([getting])
        if (got.status === 'rejected') {
          turn.rejected = { reason: got.reason, ms: time.nowMs }
          return
        }
        turn.startMs = time.nowMs
        await (await fetch(api.url(`/products/${holder + 1}`))).text()
        turn.endMs = time.nowMs
        const dispose = disposeOf(got.value)
        const disposing = dispose()
        const more = turnsLeft > 0 ? come(holder, turnsLeft - 1) : undefined
        await disposing
        for (let again = 1; again < disposals; again += 1) {
          if (againMs > 0) await time.sleep(againMs)
          await dispose()
        }
        await more
      }

      const come = async (holder: number, turnsLeft: number): Promise<void> => {
        const { key, abortMs, reason } = scene[holder] ?? {}
        const turn: SeenTurn = { holder, atMs: time.nowMs }
        turns.push(turn)
        const controller = new AbortController()
        if (abortMs !== undefined && abortMs <= time.nowMs) controller.abort(reason)
        else if (abortMs !== undefined) {
          void time.sleep(abortMs - time.nowMs).then(() => controller.abort(reason))
        }
        const getting =
          abortMs === undefined ? acquire(key) : acquire(key, { signal: controller.signal })
        await hold(holder, getting, turn, turnsLeft)
      }

      const read = async (ms: number): Promise<void> => {
        await time.sleep(ms)
        reads.push(shared.read())
      }
      const coming = scene.map(async ({ atMs, turns: all = 1 }, i) => {
        if (atMs > 0) await time.sleep(atMs)
        await come(i, all - 1)
      })
      await Promise.all([...coming, ...moments.map(read)])
      lastRead = shared.read()
    },
    { leaves, limitMs: 20_000, heartbeatMs: 1000 },
  )
  diagnose(run, [
    [
      run.outcome === 'rejected',
      `Using \`${sharing.name}\` threw ${shown(run.reason)}. It returns an object with \`acquire\`, which returns a promise.`,
    ],
    [
      noSlot !== undefined,
      `\`acquire\` resolved with ${shown(noSlot?.value)}. \`await using\` needs an object with a method ` +
        '`[Symbol.asyncDispose]`.',
    ],
  ])
  return { run, turns, reads, lastRead }
}
