import * as v from 'valibot'
import { failureKindNames, failureKinds, type Failure } from './failure-kinds.ts'
import { isRoute } from './route-pattern.ts'
import {
  isObject,
  leaf,
  milliseconds,
  object,
  oneOf,
  onlyKeys,
  share,
  wholeNumber,
} from './schema.ts'

/** A value that has to be a route. */
export const routeSchema = leaf<string>(
  'a route such as "/products/3", "/products/:id", "/products/*" or "GET /products/:id"',
  (input) => typeof input === 'string' && isRoute(input),
)

const methodSchema = v.pipe(
  leaf<string>(
    'an HTTP method such as "GET"',
    (input) => typeof input === 'string' && /^[A-Za-z]+$/.test(input),
  ),
  v.transform((method) => method.toUpperCase()),
)

const selectors = {
  probability: v.exactOptional(share),
  first: v.exactOptional(wholeNumber(0)),
  every: v.exactOptional(wholeNumber(1)),
  fromMs: v.exactOptional(milliseconds),
  toMs: v.exactOptional(milliseconds),
  method: v.exactOptional(methodSchema),
  route: v.exactOptional(routeSchema),
}

const kindSchema = oneOf(failureKindNames)
const schemas = new Map(
  failureKindNames.map((kind) => [kind, failureOf(failureKinds[kind].fields)]),
)
const unknownKind = v.pipe(
  leaf<object>(`an object with a kind: ${failureKindNames.join(', ')}`, isObject),
  v.looseObject({ kind: kindSchema }, kindSchema.message),
  onlyKeys([
    'kind',
    ...Object.keys(selectors),
    ...failureKindNames.flatMap((kind) => Object.keys(failureKinds[kind].fields)),
  ]),
) as unknown as v.GenericSchema<unknown, Failure>

/** A {@link Failure}. The kind decides which keys it may have. */
export const failureSchema: v.GenericSchema<unknown, Failure> = v.lazy((input) => {
  const kind = isObject(input) ? (input['kind'] as Failure['kind']) : undefined
  return (kind && schemas.get(kind)) ?? unknownKind
})

function failureOf(entries: v.ObjectEntries): v.GenericSchema<unknown, Failure> {
  const schema = v.pipe(
    object({ kind: kindSchema, ...entries, ...selectors }),
    v.check((failure) => inOrder(failure), 'a toMs after fromMs'),
  )
  return schema as unknown as v.GenericSchema<unknown, Failure>
}

/** Whether a span of time ends after it begins. */
export function inOrder(span: { readonly fromMs?: number; readonly toMs?: number }): boolean {
  return (span.fromMs ?? 0) < (span.toMs ?? Infinity)
}
