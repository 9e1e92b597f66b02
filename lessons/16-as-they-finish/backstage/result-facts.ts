import { shown } from '@overlap/scenarios'
import type { Got, Played, Seen } from './play.ts'
import { valueOf, type Scene } from './scenes.ts'

/** A result as it should be. The learner's may have other properties, too. */
export interface Wanted {
  readonly index: number
  readonly status: 'fulfilled' | 'rejected'
  readonly value?: unknown
  readonly reason?: unknown
}

/** What the result of a task should be. */
export function wantedOf(scene: Scene, at: number): Wanted {
  const fail = scene.fails?.find((fail) => fail.at === at)
  return fail
    ? { index: at, status: 'rejected', reason: fail.error }
    : { index: at, status: 'fulfilled', value: valueOf(scene, at) }
}

/** The fields of a result that the loop got. All are missing if it isn't an object. */
export function fieldsOf({ result }: Got): Partial<Wanted> {
  return Object(result) as Partial<Wanted>
}

/** Which task a result is of: by its value if the index is wrong. -1: of none. */
export function taskOf(one: Got, scene: Scene): number {
  const { index, value, status } = fieldsOf(one)
  const places = [...scene.latenciesMs.keys()]
  if (scene.values || (status as unknown) !== 'fulfilled')
    return places.includes(index!) ? index! : -1
  return places.find((at) => Object.is(valueOf(scene, at), value)) ?? -1
}

/** When a task ended, or never. */
export function endOf(seen: readonly Seen[], at: number): number {
  return seen.find((one) => one.at === at)?.endMs ?? Infinity
}

/** When each result should come: as soon as its task has ended, and the loop is free. */
export function dueMs({ seen, got }: Played, scene: Scene): number[] {
  const ends = scene.latenciesMs.map((_, at) => endOf(seen, at)).toSorted((a, b) => a - b)
  let freeMs = 0
  return got.map((_, i) => {
    const ms = Math.max(ends[i] ?? 0, freeMs)
    freeMs = ms + (scene.workMs ?? 0)
    return ms
  })
}

/** The tasks in the order of the results, for a sentence. */
export function orderText(got: readonly Got[], scene: Scene): string {
  const order = got.map((one) => taskOf(one, scene) + 1)
  return order.slice(0, 8).join(', ') + (order.length > 8 ? ' …' : '')
}

/** What is wrong with a result, apart from its index. */
export function flawOf(one: Got, scene: Scene): string | undefined {
  const { status } = fieldsOf(one)
  if (status === 'fulfilled' || status === 'rejected') return undefined
  return (
    `The loop got ${shown(one.result)}. Each result has to say which task it's from and how that task ended: ` +
    `${shown(wantedOf(scene, 0))}, for example, or \`status: 'rejected'\` and the \`reason\`.`
  )
}
