/** The globals with functions of the platform, besides the global object itself. */
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

/** The value of a global, by its name. */
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

// Saved before any answer runs, so that the code below works even if an answer replaces them.
const { ownKeys, getOwnPropertyDescriptor, defineProperty, deleteProperty } = Reflect

/** Saves the platform's functions, and restores those that an answer replaces. */
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
   * Restores the functions that were replaced since this object was created.
   *
   * @returns Their names, such as `Array.prototype.map`.
   */
  restore(): string[] {
    const replaced: string[] = []
    // An index, because an answer may have replaced `push`, or the iterator that `for … of` uses.
    for (let n = 0; n < this.#saved.length; n++) {
      const { holder, key, name, descriptor } = this.#saved[n]!
      if (getOwnPropertyDescriptor(holder, key)?.value === descriptor.value) continue
      defineProperty(holder, key, descriptor)
      replaced[replaced.length] = name
    }
    return replaced
  }

  /**
   * Removes additions to `Object.prototype`, which every object inherits, and a `toJSON` added to any
   * prototype, which would break the test runner's messages. Call `restore` first.
   *
   * @returns The names of the additions, such as `Object.prototype.toJSON`.
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

/** @param prefix The holder's name and a dot, or `''`. */
function nameOf(prefix: string, key: PropertyKey): string {
  return typeof key === 'symbol'
    ? `${prefix.slice(0, -1)}[${key.description}]`
    : `${prefix}${String(key)}`
}
