/** How many timers and immediates were set, until it is disposed of. */
export interface TimerCount extends Disposable {
  readonly set: number
}

/** Counts the timers and immediates that are set with the global functions, and `AbortSignal.timeout`. */
export function countTimers(): TimerCount {
  let set = 0
  const stack = new DisposableStack()
  const watch = (target: object, name: string): void => {
    const original: unknown = Reflect.get(target, name)
    if (typeof original !== 'function') return
    const counted = new Proxy(original, {
      apply(fn, self, args) {
        set += 1
        return Reflect.apply(fn, self, args) as unknown
      },
    })
    Reflect.set(target, name, counted)
    stack.defer(() => {
      if (Reflect.get(target, name) === counted) Reflect.set(target, name, original)
    })
  }
  for (const name of ['setTimeout', 'setInterval', 'setImmediate']) watch(globalThis, name)
  watch(AbortSignal, 'timeout')
  return {
    get set() {
      return set
    },
    [Symbol.dispose]: () => stack.dispose(),
  }
}
