import { simulate, type FailureInput } from '../../index.ts'

/** For each fault: how far a call got, how it ended, and when. */
export async function faults(list: readonly FailureInput[]): Promise<unknown[]> {
  const ends = []
  for (const fault of list) {
    const { value, trace } = await simulate(
      { latency: 10, failures: [fault] },
      async (api, time) => {
        const end = await endOf(fetch(api.url('/todos/1'), { signal: AbortSignal.timeout(60_000) }))
        return { ...end, atMs: time.nowMs }
      },
    )
    ends.push({ ...value, recorded: trace.calls[0]?.outcome })
  }
  return ends
}

async function endOf(call: Promise<Response>): Promise<object> {
  let stage = 'headers'
  try {
    const response = await call
    stage = 'body'
    const { status, statusText } = response
    await response.json()
    return { status, statusText }
  } catch (error) {
    return { stage, error: wordsOf(error) }
  }
}

function wordsOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, cause } = error
  // Each engine words its JSON errors differently.
  if (error instanceof SyntaxError) return { name }
  const { code, syscall } = error as NodeJS.ErrnoException
  return { name, message, code, syscall, cause: wordsOf(cause) }
}
