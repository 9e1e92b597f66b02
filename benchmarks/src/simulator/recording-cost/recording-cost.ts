import { startMockApi } from '@overlap/mock-server'
import { createRecorder } from '@overlap/trace'
import { measured } from '../../report/figure.ts'
import type { Section } from '../../report/report.ts'

const rounds = 9
const calls = 5_000

/** Measures what recording a call costs, as a share of the cost of a whole 0 ms call in process. */
export async function recordingCost(): Promise<Section> {
  const recording: number[] = []
  const calling: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const recordUs = microsecondsACall(record)
    const callUs = await microsecondsACallOver(100)
    if (round === 0) continue
    recording.push(recordUs)
    calling.push(callUs)
  }
  const share = recording.map((us, round) => (100 * us) / (calling[round]! - us))
  return {
    title: 'The record of a call',
    intro: [`${rounds} rounds of ${calls} calls, in turns.`],
    table: {
      columns: [{ head: 'a call' }, { head: 'of a call without it' }],
      rows: [
        { name: 'a call, recorded', cells: [measured(calling, 'µs'), undefined] },
        { name: 'its record', cells: [measured(recording, 'µs'), measured(share, '%')] },
      ],
    },
  }
}

const headers = new Headers({ 'content-type': 'application/json', 'content-length': '80' })

/** Records a call as the in-process mount does. */
function record(recorder: ReturnType<typeof createRecorder>): void {
  const call = recorder.send({ method: 'GET', url: 'http://shop.test/todos/1', headers })
  call.server('arrivedMs')
  call.server('startedMs')
  call.server('firstByteMs')
  call.headers(200, { statusText: 'OK', headers })
  call.bytes(80)
  call.server('doneMs')
  call.end('ok')
}

function microsecondsACall(work: (recorder: ReturnType<typeof createRecorder>) => void): number {
  const recorder = createRecorder({ limit: 1000 })
  const startMs = performance.now()
  for (let i = 0; i < calls; i++) work(recorder)
  return ((performance.now() - startMs) * 1000) / calls
}

async function microsecondsACallOver(inFlight: number): Promise<number> {
  using api = startMockApi({}, { traceLimit: 1000 })
  const url = api.url('/todos/1')
  const startMs = performance.now()
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (let i = 0; i < calls / inFlight; i++) await (await fetch(url)).json()
    }),
  )
  return ((performance.now() - startMs) * 1000) / calls
}
