import { createRecorder, recordFetch } from '@overlap/trace'
import { simulate, startMockApi } from '../../index.ts'

/** What the platform's `fetch` is like before, while and after a network is simulated. */
export async function afterClose(url: string): Promise<unknown> {
  const before = globalThis.fetch
  const isOwn = Object.hasOwn(globalThis, 'fetch')
  const isBack = (): boolean =>
    globalThis.fetch === before && Object.hasOwn(globalThis, 'fetch') === isOwn
  const log: unknown[] = []
  {
    using api = startMockApi()
    log.push(isBack(), (await fetch(api.url('/todos/1'))).status)
  }
  log.push(isBack(), await (await fetch(url)).text())
  await simulate({}, (api) => fetch(api.url('/todos/1')))
  log.push(isBack(), await (await fetch(url)).text())
  return log
}

/** What is there for who asks for `localStorage`. */
export function storage(): string {
  try {
    return typeof localStorage
  } catch (error) {
    return (error as Error).name
  }
}

/** What a recorder sees of the platform's `fetch`, and what its caller sees of an abort. */
export async function overRealFetch(url: string, endlessUrl: string): Promise<unknown> {
  const recorder = createRecorder()
  const recorded = recordFetch(fetch, recorder)
  const text = await (await recorded(url)).text()
  const controller = new AbortController()
  const response = await recorded(endlessUrl, { signal: controller.signal })
  const reading = response.text().catch((error: unknown) => error)
  controller.abort(new Error('mine'))
  const error = await reading
  const outcomes = recorder.trace().calls.map(({ outcome }) => outcome)
  const said = error === controller.signal.reason ? 'the very reason' : String(error)
  return { text, outcomes, error: said }
}
