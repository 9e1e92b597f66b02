/** The globals that hold the platform's functions, besides the global object itself. */
export const holders = [
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

/** A global by name, with the prototype of its instances if it has one. */
export const holderOf = (name: string): { readonly prototype?: object } =>
  (globalThis as unknown as Record<string, { readonly prototype?: object }>)[name]!

interface Saved {
  readonly holder: object
  readonly key: PropertyKey
  readonly name: string
  readonly descriptor: PropertyDescriptor
}

interface Prototype {
  readonly holder: object
  readonly name: string
  readonly keys: ReadonlySet<PropertyKey>
}

// Taken before any answer runs: whatever is replaced, the search below still works.
const { ownKeys, getOwnPropertyDescriptor, defineProperty, deleteProperty } = Reflect

/** Knows the platform's functions as they were, and puts back those that an answer replaced. */
export class OwnGlobals {
  readonly #prototypes: readonly Prototype[] = holders.flatMap((name) => {
    const { prototype: holder } = holderOf(name)
    return holder ? [{ holder, name: `${name}.prototype`, keys: new Set(ownKeys(holder)) }] : []
  })
  readonly #saved: readonly Saved[] = [
    ...functionsOf(globalThis, ''),
    ...holders.flatMap((name) => functionsOf(holderOf(name), `${name}.`)),
    ...this.#prototypes.flatMap(({ holder, name }) => functionsOf(holder, `${name}.`)),
  ]

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

  /**
   * Removes what was added to `Object.prototype`, which every object inherits, and a `toJSON` that was
   * added to any prototype, which spoils the test runner's messages. Call `restore` first.
   *
   * @returns The names of what was added, such as `Object.prototype.toJSON`.
   */
  removeAdded(): string[] {
    return this.#prototypes.flatMap(({ holder, name, keys }) =>
      ownKeys(holder)
        .filter((key) => !keys.has(key) && (holder === Object.prototype || key === 'toJSON'))
        .map((key) => {
          deleteProperty(holder, key)
          return nameOf(`${name}.`, key)
        }),
    )
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
