type Fields = Record<PropertyKey, unknown>

/**
 * A deep copy of arrays and plain objects. Any other value is shared with the copy, and so is the
 * inner reference of a circular value.
 */
export function snapshot(value: unknown, around: readonly unknown[] = []): unknown {
  if (around.includes(value)) return value
  const copy = (inner: unknown): unknown => snapshot(inner, [...around, value])
  if (Array.isArray(value)) return value.map(copy)
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]))
}

/** Whether a value still equals its {@link snapshot}. */
export function isUnchanged(before: unknown, now: unknown): boolean {
  if (Object.is(before, now)) return true
  if (Array.isArray(before) && Array.isArray(now)) {
    return before.length === now.length && before.every((inner, i) => isUnchanged(inner, now[i]))
  }
  if (!isPlain(before) || !isPlain(now)) return false
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
