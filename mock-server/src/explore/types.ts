import type { Trace } from '@overlap/trace'
import type { MockApi } from '../mount/mock-api.ts'
import type { SimulateOptions } from '../simulate/options.ts'
import type { Run } from '../simulate/run.ts'
import type { VirtualTime } from '../time/virtual-time.ts'

/** The function that `explore` runs in every order. */
export type Work<T> = (api: MockApi, time: VirtualTime) => T | Promise<T>

/** What must hold in every order: it returns `false` or throws if it doesn't. */
export type Property<T> = (run: Run<T>) => unknown

/** Options of `explore`. The limits of a simulation apply to each order. */
export interface ExploreOptions extends SimulateOptions {
  /** How many orders to try at most. Default: 1,000. */
  readonly maxOrders?: number
  /** The seed of the random orders, if there are more than `maxOrders`. Default: 1. */
  readonly seed?: number
  /**
   * How many times in one order time may go on to the next timer while calls are in flight. Default: 10.
   */
  readonly timeSteps?: number
  /** Plays only this order: the `schedule` of a {@link FailingOrder}. */
  readonly schedule?: string
}

/** The result of an exploration. */
export interface Exploration<T> {
  /** How many different orders were tried. */
  readonly orders: number
  /** Whether these are all orders that exist. */
  readonly exhaustive: boolean
  /**
   * About how many orders exist, estimated from the random ones. Missing if none was drawn at random.
   */
  readonly estimatedOrders?: number
  /** How many of them break the property. */
  readonly failures: number
  /** The shortest of those. Missing if no order breaks the property. */
  readonly failure?: FailingOrder<T>
}

/** An order that breaks the property. */
export interface FailingOrder<T> {
  /**
   * The choices that lead to it, such as `1.0.2`: one number for each choice, 0 for the call that was
   * sent first. Zeros at the end are left out, so `0` is the order in which calls were sent.
   */
  readonly schedule: string
  /** Its run. Its times are virtual, so answers that arrive one by one often share a millisecond. */
  readonly run: Run<T>
  /**
   * Its trace, for a drawing: every answer takes 10 ms. A mark shows when time goes on, and to which
   * virtual ms.
   */
  readonly timeline: Trace
  /** What the property threw; `undefined` if it returned `false`. */
  readonly error: unknown
}
