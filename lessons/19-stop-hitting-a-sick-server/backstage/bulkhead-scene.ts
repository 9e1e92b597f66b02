import { fc, reasons } from '@overlap/scenarios'

/** Someone who brings work. All moments are on the clock of the scene. */
export interface Guest {
  readonly atMs: number
  /** How long the work takes. */
  readonly takesMs: number
  readonly ok: boolean
  /** What the work resolves with, or throws. */
  readonly value: unknown
  readonly deadlineMs?: number
  /** When the caller aborts. Missing: there is no signal. -1: before the call. */
  readonly abortMs?: number
  readonly reason?: unknown
  /** Whether the work ignores its signal. */
  readonly ignores?: boolean
  /** Comes so many microtasks after the work of the first guest has ended, at `atMs`. */
  readonly follows?: number
  /** Whether the work throws before it returns a promise. */
  readonly throwsAtOnce?: boolean
}

export interface BulkheadScene {
  /** In the order in which they come. */
  readonly guests: readonly Guest[]
  readonly slots: number
  readonly queue: number
  readonly needsMs?: number
}

/** What has to become of a guest. */
export interface WantedGuest {
  /** When the work begins. Missing: never. */
  readonly beginMs?: number
  readonly endMs: number
  readonly how: 'own' | 'aborted' | 'late' | 'full'
}

/** How a bulkhead works. The defaults are right. */
export interface BulkheadRules {
  readonly slots: (slots: number) => number
  readonly queue: (queue: number) => number
  readonly next: 'oldest' | 'newest'
  /** What gives its slot back: everything, or only what succeeds. */
  readonly frees: 'all' | 'successes' | 'not aborted'
  /** What a call that aborts while it waits does. */
  readonly leaves: 'the queue' | 'at its turn' | 'nothing' | 'and takes a slot later'
  /** Whether the deadline ends work that runs. */
  readonly ends: boolean
  /** When a call that can't end in time leaves the queue. */
  readonly sheds: 'in time' | 'at the deadline' | 'at its turn' | 'never'
  /** When an aborted call that ignores its signal gives its slot back. */
  readonly aborted: 'when it ends' | 'at once'
}

const right: BulkheadRules = {
  slots: (slots) => slots,
  queue: (queue) => queue,
  next: 'oldest',
  frees: 'all',
  leaves: 'the queue',
  ends: true,
  sheds: 'in time',
  aborted: 'when it ends',
}

/** Plays a scene by some rules. */
export function expectedGuests(
  scene: BulkheadScene,
  changed: Partial<BulkheadRules> = {},
): readonly WantedGuest[] {
  const rules = { ...right, ...changed }
  const { guests, needsMs = 0 } = scene
  const ends: WantedGuest[] = []
  const waiting: number[] = []
  const queue: { readonly atMs: number; readonly run: () => void }[] = []
  let active = 0
  const at = (atMs: number, run: () => void): void => {
    if (atMs < Infinity) queue.push({ atMs, run })
  }
  const lastOf = ({ deadlineMs = Infinity }: Guest): number => {
    if (rules.sheds === 'never') return Infinity
    return deadlineMs - (rules.sheds === 'at the deadline' ? 0 : needsMs)
  }

  const begin = (i: number, nowMs: number): void => {
    const { takesMs, abortMs = Infinity, deadlineMs = Infinity, ...guest } = guests[i]!
    const { ignores, ok, throwsAtOnce } = guest
    active += 1
    if (ends[i] && rules.leaves === 'and takes a slot later') return
    const doneMs = nowMs + (throwsAtOnce ? 0 : takesMs)
    const endMs = Math.min(doneMs, abortMs, rules.ends ? deadlineMs : Infinity)
    const how = endMs === doneMs ? 'own' : endMs === abortMs ? 'aborted' : 'late'
    ends[i] ??= { beginMs: nowMs, endMs, how }
    const frees =
      rules.frees === 'all' ||
      (ok && how === 'own') ||
      (rules.frees === 'not aborted' && how === 'own')
    const freeMs = ignores && rules.aborted === 'when it ends' ? doneMs : endMs
    if (frees) at(freeMs, () => leave(freeMs))
  }
  const leave = (nowMs: number): void => {
    active -= 1
    while (active < rules.slots(scene.slots)) {
      const i = rules.next === 'oldest' ? waiting.shift() : waiting.pop()
      if (i === undefined) return
      if (ends[i] && rules.leaves === 'at its turn') continue
      if (rules.sheds === 'at its turn' && nowMs >= lastOf(guests[i]!))
        ends[i] = { endMs: nowMs, how: 'late' }
      else begin(i, nowMs)
    }
  }
  const leaveQueue = (i: number, how: 'aborted' | 'late', endMs: number): void => {
    const place = waiting.indexOf(i)
    if (place < 0) return
    if (rules.leaves === 'the queue' || how === 'late') waiting.splice(place, 1)
    ends[i] ??= { endMs, how }
  }

  for (const [i, guest] of guests.entries()) {
    const { atMs, abortMs = Infinity } = guest
    at(atMs, () => {
      const lastMs = lastOf(guest)
      if (abortMs <= atMs) ends[i] = { endMs: atMs, how: 'aborted' }
      else if (atMs >= lastMs) ends[i] = { endMs: atMs, how: 'late' }
      else if (active < rules.slots(scene.slots)) begin(i, atMs)
      else if (waiting.length >= rules.queue(scene.queue)) ends[i] = { endMs: atMs, how: 'full' }
      else {
        waiting.push(i)
        at(abortMs, () => leaveQueue(i, 'aborted', abortMs))
        if (rules.sheds !== 'at its turn') at(lastMs, () => leaveQueue(i, 'late', lastMs))
      }
    })
  }
  while (queue.length > 0) {
    queue.sort((a, b) => a.atMs - b.atMs)
    queue.shift()!.run()
  }
  // By some rules, a guest waits forever.
  return guests.map((_, i) => ends[i] ?? { endMs: Infinity, how: 'own' })
}

/** Someone who comes at a moment, with work of so many ms. */
const guest = (atMs: number, takesMs: number, more: Partial<Guest> = {}): Guest => ({
  atMs,
  takesMs,
  ok: true,
  value: 'a product',
  ...more,
})

const fifties = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min, max }).map((n) => 50 * n)

/**
 * Guests come at whole fifties, and work takes 1 ms more. Deadlines are at 20, aborts at 35. So no two things
 * that matter happen at once.
 */
export const bulkheadScenes: fc.Arbitrary<BulkheadScene> = fc.record({
  guests: fc
    .array(
      fc.record({
        atMs: fifties(0, 12),
        takesMs: fifties(1, 8).map((n) => n + 1),
        ok: fc.boolean(),
        value: reasons,
        ends: fc.constantFrom('', '', 'deadline', 'abort', 'both'),
        deadlineMs: fifties(0, 20).map((n) => n + 20),
        abortMs: fifties(0, 20).map((n) => n + 35),
        reason: reasons.filter((reason) => reason !== undefined),
        ignores: fc.boolean(),
        throwsAtOnce: fc.boolean(),
      }),
      { minLength: 1, maxLength: 9 },
    )
    .map((list) =>
      list
        .toSorted((a, b) => a.atMs - b.atMs)
        .map(({ ends, deadlineMs, abortMs, reason, throwsAtOnce, ...rest }): Guest => ({
          ...rest,
          throwsAtOnce: throwsAtOnce && !rest.ok,
          ...((ends === 'deadline' || ends === 'both') && { deadlineMs }),
          ...((ends === 'abort' || ends === 'both') && { abortMs, reason }),
        })),
    ),
  slots: fc.constantFrom(1, 1, 2, 3),
  queue: fc.constantFrom(0, 1, 2, 4),
  needsMs: fifties(0, 4),
})

const left = new Error('the user left the page')

export const firstBulkheads: readonly BulkheadScene[] = [
  { guests: [0, 0, 0, 50, 50, 100, 150].map((atMs) => guest(atMs, 101)), slots: 2, queue: 2 },
  {
    guests: [
      guest(0, 101, { ok: false, value: undefined }),
      guest(50, 51, { ok: false, value: left, throwsAtOnce: true }),
      guest(50, 51, { value: undefined }),
      guest(50, 51),
    ],
    slots: 1,
    queue: 3,
  },
  {
    guests: [guest(0, 1, { ok: false, throwsAtOnce: true, deadlineMs: 1 })],
    slots: 1,
    queue: 0,
  },
  {
    guests: [
      guest(0, 401, { abortMs: 135, reason: left, ignores: true }),
      guest(50, 51, { abortMs: 85, reason: left }),
      guest(100, 51),
      guest(100, 51),
      guest(450, 51),
      guest(500, 51, { abortMs: -1, reason: left }),
    ],
    slots: 1,
    queue: 1,
  },
  {
    guests: [
      guest(0, 301),
      guest(0, 101, { deadlineMs: 220 }),
      guest(50, 101, { deadlineMs: 620 }),
      guest(150, 101),
      guest(150, 101, { deadlineMs: 220 }),
      guest(250, 51),
      guest(500, 301, { deadlineMs: 620 }),
      guest(550, 51),
    ],
    slots: 1,
    queue: 2,
    needsMs: 100,
  },
  // Calls that come around the moment at which a slot passes from one call to the next. Theirs take no time.
  {
    guests: [
      guest(0, 101),
      guest(0, 51),
      ...Array.from({ length: 30 }, (_, follows) => guest(101, 0, { follows })),
    ],
    slots: 1,
    queue: 40,
  },
]
