type Fields = Record<PropertyKey, unknown>

/** A copy of arrays and plain objects, all the way down; anything else is the same in the copy. */
export function snapshot(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snapshot)
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, snapshot(inner)]))
}

/** Whether a value is still what its {@link snapshot} says. */
export function isUnchanged(before: unknown, now: unknown): boolean {
  if (Array.isArray(before) && Array.isArray(now)) {
    return before.length === now.length && before.every((inner, i) => isUnchanged(inner, now[i]))
  }
  if (!isPlain(before) || !isPlain(now)) return Object.is(before, now)
  const keys = Object.keys(before)
  return (
    keys.length === Object.keys(now).length &&
    keys.every((key) => Object.hasOwn(now, key) && isUnchanged(before[key], now[key]))
  )
}

function isPlain(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
