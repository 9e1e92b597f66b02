import { holderOf, holders } from './own-globals.ts'

/**
 * Protects the global object, the platform's objects and their prototypes from `Object.freeze`,
 * `Object.seal` and `Object.preventExtensions`, which cannot be undone. Such a call has no effect, but
 * is recorded.
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

  /** Returns the names of the objects in calls since the last `take`, such as `Array.prototype`. */
  take(): string[] {
    const frozen = [...new Set(this.#frozen)]
    this.#frozen = []
    return frozen
  }

  /** @param result Returns the result of a call that had no effect. */
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
