import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { once } from 'node:events'
import { afterAll, expect, test } from 'vitest'
import { openWorkerBundle } from './worker-bundle.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'overlap-bundle-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('is built once, also by several processes at the same time', async () => {
  const [one, two] = await Promise.all([openWorkerBundle(folder), openWorkerBundle(folder)])
  expect(one).toEqual(two)
  expect(await openWorkerBundle(folder)).toEqual(one)
  expect(readdirSync(folder)).toHaveLength(1)
})

test('has every export of the packages that checks import, and runs', async () => {
  const bundle = await openWorkerBundle(folder)
  expect([...bundle.keys()]).toEqual(
    expect.arrayContaining(['@overlap/trace', '@overlap/trace/vitest', '@overlap/mock-server']),
  )
  const worker = new Worker(
    `import(process.env.MODULE).then(async ({ simulate }) => {
      const run = await simulate({ latency: 100 }, (api) => fetch(api.url('/products/1')))
      require('node:worker_threads').parentPort.postMessage([run.settledMs, run.value.status])
    })`,
    { eval: true, env: { MODULE: pathToFileURL(bundle.get('@overlap/mock-server') ?? '').href } },
  )
  expect(await once(worker, 'message')).toEqual([[100, 200]])
  await worker.terminate()
})

test('keeps the names of classes, since errors show them', async () => {
  const file = (await openWorkerBundle(folder)).get('@overlap/trace') ?? ''
  const { Misconception } = (await import(pathToFileURL(file).href)) as {
    Misconception: { name: string }
  }
  expect(Misconception.name).toBe('Misconception')
})
