import type * as asyncHooks from 'node:async_hooks'
import type * as modules from 'node:module'
import type * as timers from 'node:timers'
import type * as timersPromises from 'node:timers/promises'

/** Node's built-in modules that are used here. */
interface Builtins {
  readonly 'node:async_hooks': typeof asyncHooks
  readonly 'node:module': typeof modules
  readonly 'node:timers': typeof timers
  readonly 'node:timers/promises': typeof timersPromises
}

/** A built-in module of Node. `undefined` in a browser, where importing it would fail. */
export function builtin<Name extends keyof Builtins>(name: Name): Builtins[Name] | undefined {
  if (typeof process !== 'object') return undefined
  return process.getBuiltinModule?.(name) as unknown as Builtins[Name] | undefined
}
