import { expect } from 'vitest'
import { traceMatchers, type TraceMatchers } from './matchers.ts'

declare module 'vitest' {
  // oxlint-disable-next-line typescript/no-unused-vars
  interface Matchers<R extends void | Promise<void>, T> extends TraceMatchers<R> {}
}

expect.extend(traceMatchers)
