import { isMainThread } from 'node:worker_threads'
import { whenParentIsGone } from './parent.mjs'

// Loaded with `--import` into a program: it ends when whoever started it has ended. First as if asked
// to, so that a server can close; after three seconds in any case.

const graceMs = 3_000

if (isMainThread) {
  whenParentIsGone(() => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMs).unref()
    process.kill(process.pid, 'SIGTERM')
  })
}
