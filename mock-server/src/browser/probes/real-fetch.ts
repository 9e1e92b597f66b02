import { createRecorder, recordFetch } from '@overlap/trace'
import { simulate, startMockApi } from '../../index.ts'

/** Whether the platform's `fetch` is in place while a network is open, and after it is closed. */
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

/** The type of `localStorage`, or the name of the error that reading it throws. */
export function storage(): string {
  try {
    return typeof localStorage
  } catch (error) {
    return (error as Error).name
  }
}

/** What a recorder records of the platform's `fetch`, and how an aborted call rejects. */
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
  const said = error === controller.signal.reason ? 'signal.reason' : String(error)
  return { text, outcomes, error: said }
}
