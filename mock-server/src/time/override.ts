/**
 * Replaces a property and gives back what undoes it. Undoing restores the property as it was, even
 * if somebody has replaced it once more in between.
 */
export function override(target: object, name: string, value: unknown): () => void {
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
