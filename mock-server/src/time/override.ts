/**
 * Replaces a property until it is disposed of. The property is then as it was before, even if
 * somebody has replaced it once more in between.
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

/** Replaces those of an object's properties that it has. Disposing puts all of them back. */
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
