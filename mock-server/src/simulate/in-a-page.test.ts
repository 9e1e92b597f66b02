import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

/** What a page has and Node has not, and the other way round, before anything is loaded. */
const likeAPage = `
  const { log } = console
  const page = new EventTarget()
  globalThis.addEventListener = page.addEventListener.bind(page)
  globalThis.removeEventListener = page.removeEventListener.bind(page)
  const refuse = () => { throw new DOMException('no storage in a sandbox', 'SecurityError') }
  Object.defineProperty(globalThis, 'localStorage', { get: refuse, configurable: true })
  delete globalThis.process
  delete globalThis.setImmediate
  delete globalThis.clearImmediate
  const tell = (type, values) => {
    const event = Object.assign(new Event(type, { cancelable: true }), values)
    page.dispatchEvent(event)
    return event.defaultPrevented
  }
`

const work = `
  const { simulate } = await import(${JSON.stringify(new URL('../index.ts', import.meta.url).href)})
  const run = await simulate({ latency: 100 }, async (api, time) => {
    const { id } = await (await fetch(api.url('/todos/1'))).json()
    await time.sleep(0)
    const afterNothing = time.nowMs
    time.spend(30)
    await time.sleep(10)
    const prevented = [tell('unhandledrejection', { reason: 'a' }), tell('error', { error: 'b' })]
    return { id, afterNothing, prevented }
  }, { heartbeatMs: 50 })
  const { value, settledMs, beats, unhandled } = run
  const after = tell('unhandledrejection', { reason: 'c' })
  log(JSON.stringify({ value, settledMs, beats, unhandled, after }))
`

test('a simulation needs nothing that a page does not have', async () => {
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module']
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...args,
    '--eval',
    likeAPage + work,
  ])
  expect(JSON.parse(stdout)).toEqual({
    value: { id: 1, afterNothing: 100, prevented: [true, true] },
    settledMs: 140,
    beats: [50, 100],
    unhandled: ['a', 'b'],
    after: false,
  })
})
