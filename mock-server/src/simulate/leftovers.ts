import type { Call } from '@overlap/trace'

/**
 * Something that the work of a simulation left behind, or did to what it was given.
 *
 * - `throw`: an {@link audited} function threw instead of returning a promise that rejects.
 * - `mutation`: an audited function changed an array or an object that it was given.
 * - `rejection`: nothing handled a rejection, or caught an error.
 * - `call`: calls were still in flight when the work settled.
 * - `timer`: timers were still waiting when the work settled.
 * - `listener`: abort listeners were left on a signal that an audited function was given.
 */
export type Leftover =
  | { readonly kind: 'throw'; readonly error: unknown }
  | { readonly kind: 'mutation'; readonly before: unknown; readonly after: unknown }
  | { readonly kind: 'rejection'; readonly reason: unknown }
  | { readonly kind: 'call'; readonly calls: readonly Call[] }
  | { readonly kind: 'timer'; readonly timers: number }
  | { readonly kind: 'listener'; readonly listeners: number }

/** The kinds of {@link Leftover}. */
export type LeftoverKind = Leftover['kind']
