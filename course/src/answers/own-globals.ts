/** Where the platform's functions are: the global object, and what the named globals hold. */
const holders = [
  'Array',
  'Promise',
  'Object',
  'Function',
  'String',
  'Number',
  'Map',
  'Set',
  'Date',
  'JSON',
  'Math',
  'Error',
  'AbortController',
  'AbortSignal',
  'EventTarget',
  'URL',
] as const

interface Saved {
  readonly holder: object
  readonly key: PropertyKey
  readonly name: string
  readonly descriptor: PropertyDescriptor
}

// Taken before any answer runs: whatever is replaced, the search below still works.
const { ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect

/** Knows the platform's functions as they were, and puts back those that an answer replaced. */
export class OwnGlobals {
  readonly #saved: readonly Saved[]

  constructor() {
    const all = globalThis as unknown as Record<string, { readonly prototype?: object }>
    this.#saved = [
      ...functionsOf(globalThis, ''),
      ...holders.flatMap((name) => [
        ...functionsOf(all[name]!, `${name}.`),
        ...(all[name]!.prototype ? functionsOf(all[name]!.prototype, `${name}.prototype.`) : []),
      ]),
    ]
  }

  /**
   * Puts back what was replaced since this was made.
   *
   * @returns The names of what was replaced, such as `Array.prototype.map`.
   */
  restore(): string[] {
    const replaced: string[] = []
    // Counted loops: an answer may have replaced what `for … of` and `push` are made of.
    for (let n = 0; n < this.#saved.length; n++) {
      const { holder, key, name, descriptor } = this.#saved[n]!
      if (getOwnPropertyDescriptor(holder, key)?.value === descriptor.value) continue
      defineProperty(holder, key, descriptor)
      replaced[replaced.length] = name
    }
    return replaced
  }
}

function functionsOf(holder: object, prefix: string): Saved[] {
  return ownKeys(holder).flatMap((key) => {
    const descriptor = getOwnPropertyDescriptor(holder, key)
    return typeof descriptor?.value === 'function'
      ? [{ holder, key, name: nameOf(prefix, key), descriptor }]
      : []
  })
}

/** @param prefix ends with a dot, or is empty. */
function nameOf(prefix: string, key: PropertyKey): string {
  return typeof key === 'symbol'
    ? `${prefix.slice(0, -1)}[${key.description}]`
    : `${prefix}${String(key)}`
}
