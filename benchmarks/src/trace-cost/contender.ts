import http from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { serveRounds } from '../harness/contender-process.ts'

const [client, url = ''] = process.argv.slice(2)

const agent = new http.Agent({ keepAlive: true })

const calls: Readonly<Record<string, () => Promise<unknown>>> = {
  fetch: async () => (await fetch(url)).json(),
  'node:http': () =>
    new Promise((resolve, reject) => {
      http.get(url, { agent }, (response) => resolve(text(response))).on('error', reject)
    }),
}

/** Makes calls at a steady rate. Most of them are alone. */
serveRounds(async ({ count, perSecond }) => {
  const call = calls[client ?? '']!
  const startMs = performance.now()
  const all: Promise<unknown>[] = []
  while (all.length < Number(count)) {
    const due = Math.min(
      Number(count),
      1 + ((performance.now() - startMs) * Number(perSecond)) / 1000,
    )
    while (all.length + 1 <= due) all.push(call())
    await sleep(1)
  }
  await Promise.all(all)
})
