/**
 * Replaces a property, and returns a function that restores it, even if the property was replaced
 * again in between.
 */
export function override(target: object, name: PropertyKey, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: before?.enumerable ?? false,
  })
  return () => {
    if (before !== undefined) Object.defineProperty(target, name, before)
    else Reflect.deleteProperty(target, name)
  }
}

/** Replaces the properties that an object has, and ignores the others. Disposing restores them. */
export function overrideAll(target: object, values: Readonly<Record<string, unknown>>): Disposable {
  const restores = Object.entries(values)
    .filter(([name]) => name in target)
    .map(([name, value]) => override(target, name, value))
  return {
    [Symbol.dispose]() {
      for (const restore of restores) restore()
    },
  }
}
