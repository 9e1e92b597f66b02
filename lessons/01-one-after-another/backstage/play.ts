import {
  audited,
  simulate,
  type MockApi,
  type NetworkInput,
  type Run,
  type Todo,
} from '@overlap/mock-server'
import {
  fc,
  few,
  idsIn,
  latencies,
  playTogether,
  sizes,
  type CallFailure,
  type Played,
} from '@overlap/scenarios'
import { inSequence, type Call, type Trace } from '@overlap/trace'
import { idOf } from './words.ts'

/** Todos to load, each with the latency of its call in ms. */
export interface Scene {
  readonly ids: readonly number[]
  readonly latencyMs: readonly number[]
  /** How long a body takes after its headers, in ms. */
  readonly bodyMs: number
}

/** What the learner's function is called with, and what it returns if it is right. */
export type Load = (
  urls: readonly string[],
  options?: { readonly until?: (todo: Todo) => boolean },
) => Promise<Todo[]>

// The first call is the slowest, so finish order and list order differ where they can.
export const three: Scene = { ids: [1, 2, 3], latencyMs: [300, 100, 200], bodyMs: 0 }

// Longer than a small batch, in another order than that of the ids.
export const seven: Scene = {
  ids: [31, 8, 45, 2, 27, 16, 12],
  latencyMs: [210, 90, 160, 120, 240, 70, 180],
  bodyMs: 0,
}

// No multiples of 10: an answer that polls for its calls every few ms comes late.
export const slowBodies: Scene = { ids: [8, 3, 5], latencyMs: [203, 101, 157], bodyMs: 80 }

const most = 23

/** Lists of two or more different todos. They are shrunk to fewer of the same todos. */
export const several: fc.Arbitrary<Scene> = fc
  .record({
    size: sizes.filter((size) => size > 1),
    ids: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: most, maxLength: most }),
    latencyMs: latencies(most),
    bodyMs: fc.constantFrom(0, 0, 35),
  })
  .map(({ size, ids, latencyMs, bodyMs }) => ({
    ids: ids.slice(0, size),
    latencyMs: latencyMs.slice(0, size),
    bodyMs,
  }))

/** Lists that are empty or short, and may have a todo twice. */
export const short: fc.Arbitrary<Scene> = fc.record({
  ids: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 }),
  latencyMs: latencies(6),
  bodyMs: fc.constant(0),
})

export const empty: Scene = { ids: [], latencyMs: [], bodyMs: 0 }
export const single: Scene = { ids: [7], latencyMs: [80], bodyMs: 0 }
export const twice: Scene = { ids: [2, 1, 2], latencyMs: [90, 50, 90], bodyMs: 0 }

/** Whether a list has two or more todos, all of them different. */
export const isSeveral = ({ ids }: Scene): boolean =>
  ids.length > 1 && new Set(ids).size === ids.length

/** A scene in a few words. */
export const tell = ({ ids }: Scene): string =>
  ids.length === 0 ? 'an empty list' : `the URLs of todos ${few(ids)}`

const networkOf = ({ ids, latencyMs, bodyMs }: Scene): NetworkInput => ({
  firstByteMs: bodyMs,
  routes: Object.fromEntries(ids.map((id, i) => [`/todos/${id}`, { latency: latencyMs[i]! }])),
})

/** Which todo of a scene fails to load, and how. */
export interface Trouble {
  readonly kind: CallFailure
  readonly id: number
}

/** A copy: what is added to a list after the function has returned does not count. */
const copyOf = (list: Todo[]): Todo[] => (Array.isArray(list) ? list.slice() : list)

/** Loads the todos of a scene with the learner's function. */
export function play(load: Load, scene: Scene, trouble?: Trouble): Promise<Run<Todo[]>> {
  const loadInOrder = audited(load)
  const failures = trouble ? [{ kind: trouble.kind, route: `/todos/${trouble.id}` }] : []
  return simulate({ ...networkOf(scene), failures }, async (api) =>
    copyOf(await loadInOrder(urlsOf(scene, api))),
  )
}

/** What `until` was called with, and when. */
export interface Question {
  readonly todo: unknown
  readonly ms: number
}

/** A scene that was played with `until`. */
export interface Stopped {
  readonly run: Run<Todo[]>
  readonly scene: Scene
  /** The id of the todo for which `until` returns true; `undefined` if it never does. */
  readonly stop: number | undefined
  readonly asked: readonly Question[]
}

/** Loads the todos of a scene, with an `until` that returns true for one of them, or for none. */
export async function playUntil(load: Load, scene: Scene, stop?: number): Promise<Stopped> {
  const loadInOrder = audited(load)
  const asked: Question[] = []
  const run = await simulate(networkOf(scene), async (api, time) => {
    const until = (todo: Todo): boolean => {
      asked.push({ todo, ms: time.nowMs })
      return stop !== undefined && idsIn([todo])[0] === stop
    }
    return copyOf(await loadInOrder(urlsOf(scene, api), { until }))
  })
  return { run, scene, stop, asked }
}

/** Several lists that were loaded in one simulation. */
export interface Together {
  readonly run: Run<unknown>
  readonly played: readonly Played<Scene, Todo[]>[]
  /** How long the calls of a list take, one after another. */
  readonly sumMs: (scene: Scene) => number
}

/** The latency of a call that fails while another list is loading. */
export const FAILS_AT_MS = 50

/** Loads two lists at the same time, and one of them alone at the end. A todo of the first one may fail. */
export async function playBoth(
  load: Load,
  one: Scene,
  other: Scene,
  failing?: number,
): Promise<Together> {
  const loadInOrder = audited(load)
  const fails = failing !== undefined
  const latencyOf = new Map(one.ids.map((id, i) => [id, one.latencyMs[i]!]))
  if (fails) latencyOf.set(failing, FAILS_AT_MS)
  const sumMs = ({ ids }: Scene): number =>
    ids.reduce((sum, id) => sum + (latencyOf.get(id) ?? 100), 0)
  const network: NetworkInput = {
    latency: 100,
    routes: Object.fromEntries(
      [...latencyOf].map(([id, latency]) => [`/todos/${id}`, { latency }]),
    ),
    failures: fails ? [{ kind: 'refused', route: `/todos/${failing}` }] : [],
  }
  const options = { network, one, other, alone: fails ? other : one }
  const seen = await playTogether(options, async (api, scene) =>
    copyOf(await loadInOrder(urlsOf(scene, api))),
  )
  return { ...seen, sumMs }
}

/** The calls of a run as they should have been: one for each URL, one after another. */
export function wantedOf({ trace }: Run<unknown>, { ids }: Scene): Trace | undefined {
  const calls = ids
    .map((id) => trace.calls.find((call) => idOf(call) === id))
    .filter((call): call is Call => call !== undefined)
  return calls.length === ids.length ? inSequence({ ...trace, calls }) : undefined
}

function urlsOf({ ids }: Scene, api: MockApi): string[] {
  return ids.map((id) => api.url(`/todos/${id}`))
}

const { value: everyTodo } = await simulate({}, (api) =>
  Promise.all(
    Array.from(
      { length: 60 },
      async (_, i): Promise<Todo> =>
        (await fetch(api.url(`/todos/${i + 1}`))).json() as Promise<Todo>,
    ),
  ),
)

/** The todos of a scene, as the server sends them. */
export const todosOf = ({ ids }: Scene): Todo[] => ids.map((id) => everyTodo[id - 1]!)
