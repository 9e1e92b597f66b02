import { startMockApi } from '@overlap/mock-server'
import { http, HttpResponse } from 'msw/http'
import { setupServer } from 'msw/node'
import { serveRounds } from '../../harness/contender-process.ts'

const [name, origin] = process.argv.slice(2)
const body = { userId: 1, id: 1, title: 'Water the plants', completed: false }

/** Mounts the server under test, and returns its URL. */
function mount(): string {
  switch (name) {
    case 'in-process':
      return startMockApi({}, { traceLimit: 1000 }).url('/todos/1')
    case 'setupServer':
      setupServer(http.get('http://shop.test/todos/1', () => HttpResponse.json(body))).listen()
      return 'http://shop.test/todos/1'
    case 'loopback':
      return `${origin}/todos/1`
    default:
      throw new Error(`Unknown contender: ${name}`)
  }
}

const url = mount()

async function runner(calls: number): Promise<void> {
  for (let i = 0; i < calls; i++) {
    const response = await fetch(url)
    await response.json()
  }
}

serveRounds(async (input) => {
  const { inFlight, calls } = input as { inFlight: number; calls: number }
  await Promise.all(Array.from({ length: inFlight }, () => runner(calls / inFlight)))
})
