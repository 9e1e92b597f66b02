import { serveMockApi } from '@overlap/mock-server/serve'
import { announce } from '../../harness/server-process.ts'

const api = await serveMockApi({}, { port: 0, traceLimit: 10_000 })
announce(api.origin)
