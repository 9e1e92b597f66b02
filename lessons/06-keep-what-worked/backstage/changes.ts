import { shown } from '@overlap/scenarios'

/** How an object was. */
export interface Snapshot {
  readonly properties: readonly (readonly [key: PropertyKey, value: unknown])[]
  readonly prototype: unknown
  readonly isExtensible: boolean
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** How a value is now. `undefined` if it is no object. */
export function snapshotOf(value: unknown): Snapshot | undefined {
  if (!isObject(value)) return undefined
  return {
    properties: Reflect.ownKeys(value).map((key) => [key, Reflect.get(value, key)]),
    prototype: Reflect.getPrototypeOf(value),
    isExtensible: Reflect.isExtensible(value),
  }
}

/**
 * Undoes what was changed in an object since the snapshot, so that the next scene can use it again. A
 * frozen object stays frozen.
 *
 * @returns the first change, in words that follow on "your code". `undefined` if there was none.
 */
export function undoChanges(value: unknown, before: Snapshot | undefined): string | undefined {
  if (!isObject(value) || before === undefined) return undefined
  const { properties, prototype, isExtensible } = before
  const changes: string[] = []
  if (isExtensible && !Reflect.isExtensible(value)) changes.push('froze it')
  if (Reflect.getPrototypeOf(value) !== prototype) {
    changes.push('changed its prototype')
    Reflect.setPrototypeOf(value, prototype as object | null)
  }
  const known = new Set(properties.map(([key]) => key))
  for (const key of Reflect.ownKeys(value)) {
    if (known.has(key)) continue
    changes.push(`added \`${String(key)}\` to it`)
    Reflect.deleteProperty(value, key)
  }
  for (const [key, old] of properties) {
    const now: unknown = Reflect.get(value, key)
    if (Object.is(now, old)) continue
    const isLong = key === 'stack'
    changes.push(
      `changed its \`${String(key)}\`${isLong ? '' : ` from ${shown(old)} to ${shown(now)}`}`,
    )
    Reflect.set(value, key, old)
  }
  return changes[0]
}
