import { arrivedResponse, type Arrival } from './arrived-response.ts'
import { BodyTransfer } from '../call/body-transfer.ts'
import { bodyAtOnce, bodyOverTime } from './body-stream.ts'
import type { Call } from './call.ts'
import type { Answer } from './exchange.ts'
import { awaitRealWork } from '../time/real-work.ts'
import { bodyComesAtOnce } from '../network/plan.ts'
import { reasonPhrase } from './reason-phrase.ts'
import type { Wire } from './wire.ts'

/**
 * Gives the client its response, at the moment the headers arrive.
 *
 * A body of known length that nothing paces or cuts is there with the headers: the call is over. Any
 * other body goes on as a stream, and the call with it.
 */
export async function deliver(wire: Wire, call: Call, answer: Answer): Promise<Response> {
  const { response, plan } = answer
  const init = headOf(answer)
  const url = withoutFragment(call.request.url)
  const totalBytes = lengthOf(response)

  if (response.body === null || call.request.method === 'HEAD') {
    land(call, init)
    call.reach('firstByteMs')
    finish(call)
    return arrivedResponse(null, init, { url, isAllThere: true })
  }
  if (totalBytes !== undefined && bodyComesAtOnce(plan)) {
    const arrival: Arrival = { url, isAllThere: true }
    const bytes = new Uint8Array(await awaitRealWork(response.arrayBuffer()))
    land(call, init)
    call.reach('firstByteMs')
    call.bytes(bytes.length)
    finish(call)
    return arrivedResponse(bodyAtOnce(bytes, call.signal, arrival), init, arrival)
  }
  land(call, init)
  const arrival: Arrival = { url, isAllThere: false }
  const feed = new BodyTransfer(answer.reply, plan, {
    wait: (ms) => wire.timers.wait(ms, call.gone),
    url: new URL(call.request.url),
    pacer: wire.network.createPacer(plan, performance.now() + plan.firstByteMs),
  })
  return arrivedResponse(bodyOverTime(feed, call, arrival), init, arrival)
}

function land(call: Call, { status, ...head }: Head): void {
  // Who left while the body was being read is not to see the headers.
  call.gone.throwIfAborted()
  call.headers(status, head)
}

function finish(call: Call): void {
  call.reach('doneMs')
  call.complete()
}

/** What a response begins with. */
interface Head {
  readonly status: number
  readonly statusText: string
  readonly headers: Headers
}

function headOf({ response }: Answer): Head {
  const { status, statusText, headers } = response
  return { status, statusText: statusText || reasonPhrase(status), headers }
}

function lengthOf({ headers }: Response): number | undefined {
  const length = headers.get('content-length')
  return length === null ? undefined : Number(length)
}

function withoutFragment(url: string): string {
  const at = url.indexOf('#')
  return at === -1 ? url : url.slice(0, at)
}
