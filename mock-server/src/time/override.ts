/**
 * Replaces a property, and returns a function that restores it, even if the property was replaced
 * again in between.
 */
export function override(target: object, name: PropertyKey, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name)
  if (before?.writable === true) Reflect.set(target, name, value)
  else {
    Object.defineProperty(target, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: before?.enumerable ?? false,
    })
  }
  return () => restore(target, name, before)
}

function restore(target: object, name: PropertyKey, before: PropertyDescriptor | undefined): void {
  if (before === undefined) Reflect.deleteProperty(target, name)
  // Assigning takes less time, and the engine keeps what it knows about a prototype.
  else if (before.writable === true && isWritable(target, name))
    Reflect.set(target, name, before.value)
  else Object.defineProperty(target, name, before)
}

function isWritable(target: object, name: PropertyKey): boolean {
  return Object.getOwnPropertyDescriptor(target, name)?.writable === true
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
