import { holderOf, holders } from './own-globals.ts'

/**
 * Keeps the global object, the platform's objects and their prototypes from being frozen, sealed or
 * closed to new properties, since none of that can be undone. Such a call does nothing but is noted.
 */
export class FrozenGlobals {
  readonly #names = new Map<unknown, string>([[globalThis, 'globalThis']])
  #frozen: string[] = []

  constructor() {
    for (const name of holders) {
      const holder = holderOf(name)
      this.#names.set(holder, name)
      if (holder.prototype) this.#names.set(holder.prototype, `${name}.prototype`)
    }
    for (const name of ['freeze', 'seal', 'preventExtensions'] as const) {
      Object[name] = this.#guarded(Object[name], (target) => target)
    }
    Reflect.preventExtensions = this.#guarded(Reflect.preventExtensions, () => true)
  }

  /** The names of what was to be frozen since the last call, such as `Array.prototype`. */
  take(): string[] {
    const frozen = [...new Set(this.#frozen)]
    this.#frozen = []
    return frozen
  }

  /** @param result is what a call returns that did nothing. */
  #guarded<F extends (target: never) => unknown>(
    freeze: F,
    result: (target: unknown) => unknown,
  ): F {
    return new Proxy(freeze, {
      apply: (_, self, [target]: [unknown]) => {
        const name = this.#names.get(target)
        if (name === undefined) return Reflect.apply(freeze, self, [target]) as unknown
        this.#frozen.push(name)
        return result(target)
      },
    })
  }
}
