import * as v from 'valibot'
import { retryAfterSchema, type RetryAfter, type RetryAfterInput } from './retry-after.ts'
import { headersSchema, jsonSchema, type JsonValue } from './reply-schema.ts'
import { leaf, milliseconds, positive, wholeNumber } from './schema.ts'

/** A failure that ends a call, at most one for each call. The README describes each kind. */
export type Fault =
  | {
      readonly kind: 'status'
      /** From 200 to 599. A 3xx with a `location` among the headers is a redirect. */
      readonly status: number
      readonly retryAfter?: RetryAfter
      /** More headers of the reply. */
      readonly headers?: Readonly<Record<string, string>>
      /**
       * A string is sent as text/plain unless the headers say otherwise, any other value as JSON.
       * Not sent with 204, 205 and 304, which have no body.
       */
      readonly body?: JsonValue
    }
  | {
      readonly kind: 'reset-body' | 'truncated' | 'stall' | 'malformed-chunk'
      /** How much of the body still arrives. Default: half of it. */
      readonly afterBytes?: number
    }
  | {
      readonly kind: 'wrong-length'
      /** How many bytes more (or, if negative, fewer) content-length promises than the body has. */
      readonly byBytes: number
    }
  | {
      readonly kind:
        | 'refused'
        | 'dns'
        | 'connect-timeout'
        | 'reset'
        | 'hang'
        | 'empty'
        | 'not-http'
        | 'garbage'
    }

/** A failure that makes a call slow without ending it. */
export type Slowdown =
  | { readonly kind: 'slow-headers'; readonly delayMs: number }
  | { readonly kind: 'trickle'; readonly bytesPerSecond: number }

/**
 * When a kind of failure takes effect.
 *
 * - `connect`: no connection is opened, so the call never reaches the server.
 * - `connection`: the server does its work, but the connection breaks instead of carrying the reply.
 * - `reply`: another reply replaces the server's own.
 * - `body`: the headers arrive, but the body does not arrive as they promise.
 * - `slowdown`: the call takes longer, but does not fail.
 */
export type FailureStage = 'connect' | 'connection' | 'reply' | 'body' | 'slowdown'

interface FailureKind {
  readonly stage: FailureStage
  /** What happens, in one line. */
  readonly about: string
  /** The keys of this kind, without the selectors. */
  readonly fields: v.ObjectEntries
}

const afterBytes = v.exactOptional(wholeNumber(0))

/**
 * Every kind of failure. This table is the only place in the model that lists them: the schema, the
 * order in the documentation and the drawing of plans follow it.
 */
export const failureKinds = {
  status: {
    stage: 'reply',
    about: 'the reply has this status instead of its own, with your headers and body',
    fields: {
      status: wholeNumber(200, 599),
      retryAfter: v.exactOptional(retryAfterSchema),
      headers: v.exactOptional(headersSchema),
      body: v.exactOptional(jsonSchema),
    },
  },
  refused: {
    stage: 'connect',
    about: 'nothing listens at the address (ECONNREFUSED)',
    fields: {},
  },
  dns: {
    stage: 'connect',
    about: 'the host name is not found (ENOTFOUND)',
    fields: {},
  },
  'connect-timeout': {
    stage: 'connect',
    about: 'the connection never opens, so the client gives up after its own connect timeout',
    fields: {},
  },
  reset: {
    stage: 'connection',
    about: 'the connection is reset before the headers (ECONNRESET)',
    fields: {},
  },
  'reset-body': {
    stage: 'body',
    about: 'the connection is reset in the body',
    fields: { afterBytes },
  },
  hang: {
    stage: 'connection',
    about: 'no reply ever comes, and the connection stays open',
    fields: {},
  },
  empty: {
    stage: 'connection',
    about: 'the connection is closed cleanly, without a reply',
    fields: {},
  },
  'not-http': {
    stage: 'connection',
    about: 'bytes that are not HTTP come instead of a reply, and the connection is closed',
    fields: {},
  },
  garbage: {
    stage: 'reply',
    about: 'status 200, and a body that is not the JSON it claims to be',
    fields: {},
  },
  truncated: {
    stage: 'body',
    about: 'the connection is closed cleanly before the body is complete',
    fields: { afterBytes },
  },
  stall: {
    stage: 'body',
    about: 'the body stops, and the connection stays open',
    fields: { afterBytes },
  },
  'malformed-chunk': {
    stage: 'body',
    about: 'the body is sent in chunks, and one of them has an invalid header',
    fields: { afterBytes },
  },
  'wrong-length': {
    stage: 'body',
    about: 'content-length promises more or fewer bytes than the body has',
    fields: {
      byBytes: leaf<number>(
        'a whole number other than 0',
        (n) => Number.isSafeInteger(n) && n !== 0,
      ),
    },
  },
  trickle: {
    stage: 'slowdown',
    about: 'the body arrives at bytesPerSecond; of several, the slowest counts',
    fields: { bytesPerSecond: positive },
  },
  'slow-headers': {
    stage: 'slowdown',
    about: 'the headers come delayMs later; several add up',
    fields: { delayMs: milliseconds },
  },
} satisfies Record<Failure['kind'], FailureKind>

/** The `kind` of every possible {@link Failure}. */
export const failureKindNames = Object.keys(failureKinds) as readonly Failure['kind'][]

/** When a failure takes effect; undefined if there is none. */
export function stageOf(failure: Fault | Slowdown | undefined): FailureStage | undefined {
  return failure && failureKinds[failure.kind].stage
}

/**
 * Selects the calls that a failure hits. All conditions that are set must hold.
 *
 * `first` and `every` count the calls to one method and path, so the order of calls to different
 * paths doesn't matter.
 */
export interface FailureSelector {
  /** The share of the calls that it hits, from 0 to 1. Default 1. */
  readonly probability?: number
  /** Only the first calls to each method and path, up to this number. */
  readonly first?: number
  /** Only every nth call to each method and path. With 3: the third, the sixth … */
  readonly every?: number
  /** Only calls sent at this moment of the timeline or later, in ms. */
  readonly fromMs?: number
  /** Only calls sent before this moment of the timeline, in ms. */
  readonly toMs?: number
  /** Only calls with this method. */
  readonly method?: string
  /** Only calls to this path or pattern; written like a key of `routes`. */
  readonly route?: string
}

/**
 * One thing that goes wrong, and for which calls.
 *
 * For each call, the list is read in order. Each slowdown that hits takes effect (delays add up,
 * and the slowest trickle counts). The first {@link Fault} that hits takes effect and ends the
 * reading. So a slowdown can be combined with a fault that comes later in the list.
 */
export type Failure = FailureSelector & (Fault | Slowdown)

/** A failure as it may be written: `retryAfter: 'date'` is an HTTP date one second ahead. */
export type FailureInput =
  | Failure
  | (FailureSelector &
      Omit<Fault & { readonly kind: 'status' }, 'retryAfter'> & {
        readonly retryAfter: RetryAfterInput
      })
