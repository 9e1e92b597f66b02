import * as v from 'valibot'

// The HAR 1.2 format: http://www.softwareishard.com/blog/har-12-spec/

/** An object with these fields, and others only if their names begin with `_`. */
function object<const T extends v.ObjectEntries>(entries: T) {
  const known = new Set(['comment', ...Object.keys(entries)])
  return v.pipe(
    v.looseObject({ ...entries, comment: v.optional(v.string()) }),
    v.check(
      (value) => Object.keys(value).every((key) => known.has(key) || key.startsWith('_')),
      'a field that the format does not have, and that does not begin with _',
    ),
  )
}

const size = v.pipe(v.number(), v.integer(), v.minValue(-1))
const ms = v.pipe(v.number(), v.minValue(0))
/** -1: does not apply. */
const optionalMs = v.optional(v.union([v.literal(-1), ms]))
const pair = object({ name: v.string(), value: v.string() })
const cookie = object({
  name: v.string(),
  value: v.string(),
  path: v.optional(v.string()),
  domain: v.optional(v.string()),
  expires: v.optional(v.string()),
  httpOnly: v.optional(v.boolean()),
  secure: v.optional(v.boolean()),
})

const message = {
  httpVersion: v.string(),
  cookies: v.array(cookie),
  headers: v.array(pair),
  headersSize: size,
  bodySize: size,
}

const request = object({
  ...message,
  method: v.string(),
  url: v.pipe(v.string(), v.url()),
  queryString: v.array(pair),
})

const response = object({
  ...message,
  status: v.pipe(v.number(), v.integer(), v.minValue(0)),
  statusText: v.string(),
  content: object({
    size,
    compression: v.optional(v.number()),
    mimeType: v.string(),
    text: v.optional(v.string()),
    encoding: v.optional(v.string()),
  }),
  redirectURL: v.string(),
})

const timings = object({
  blocked: optionalMs,
  dns: optionalMs,
  connect: optionalMs,
  send: ms,
  wait: ms,
  receive: ms,
  ssl: optionalMs,
})

const entry = object({
  pageref: v.optional(v.string()),
  startedDateTime: v.pipe(v.string(), v.isoTimestamp()),
  time: ms,
  request,
  response,
  cache: object({}),
  timings,
  serverIPAddress: v.optional(v.string()),
  connection: v.optional(v.string()),
})

const program = object({ name: v.string(), version: v.string() })

const har = object({
  log: object({
    version: v.literal('1.2'),
    creator: program,
    browser: v.optional(program),
    pages: v.optional(v.array(v.looseObject({}))),
    entries: v.array(entry),
  }),
})

/** Lists where a document is not HAR 1.2. */
export function harProblems(document: unknown): string[] {
  const { issues = [] } = v.safeParse(har, document)
  return issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`)
}
