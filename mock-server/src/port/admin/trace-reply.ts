import { drawTimeline, toHar, toSvg, toTraceEvents, type Trace } from '@overlap/trace'
import type { ShopReply } from '../../shop/reply.ts'

interface Format {
  /** At the end of the path. */
  readonly suffix: string
  /** In an Accept header. */
  readonly type: string
  /** The Content-Type, if it differs. */
  readonly contentType?: string
  readonly write: (trace: Trace) => string
}

const json = 'application/json'

// The first one is the default. HAR and trace events have no registered media type.
const formats: readonly [Format, ...Format[]] = [
  { suffix: '.json', type: json, write: (trace) => `${JSON.stringify(trace)}\n` },
  {
    suffix: '.har',
    type: 'application/har+json',
    contentType: json,
    write: (trace) => `${JSON.stringify(toHar(trace))}\n`,
  },
  {
    suffix: '.events',
    type: 'application/trace-events+json',
    contentType: json,
    write: (trace) => `${JSON.stringify(toTraceEvents(trace))}\n`,
  },
  {
    suffix: '.svg',
    type: 'image/svg+xml',
    write: (trace) => toSvg(trace, { fromMs: firstMs(trace) }),
  },
  {
    suffix: '.txt',
    type: 'text/plain',
    contentType: 'text/plain; charset=utf-8',
    write: (trace) => `${drawTimeline(trace, { fromMs: firstMs(trace), maxRows: 60 })}\n`,
  },
]

/** A picture starts with the first call: the server may have waited for it for hours. */
function firstMs({ calls }: Trace): number {
  return calls[0]?.sentMs ?? 0
}

/** The suffixes that `/_trace` can have. */
export const traceSuffixes: readonly string[] = formats.map(({ suffix }) => suffix)

/**
 * The trace in the format of the suffix. Without a suffix, in the first format that `accept` names.
 */
export function traceReply(trace: Trace, suffix: string, accept = ''): ShopReply {
  const wanted = accept.split(',').map((entry) => entry.split(';')[0]?.trim())
  const {
    type,
    contentType = type,
    write,
  } = formats.find((format) => format.suffix === suffix) ??
  wanted.map((type) => formats.find((format) => format.type === type)).find((known) => known) ??
  formats[0]
  const body = write(trace)
  return {
    status: 200,
    headers: {
      'content-type': contentType,
      'content-length': String(Buffer.byteLength(body)),
      vary: 'accept',
    },
    body,
  }
}
