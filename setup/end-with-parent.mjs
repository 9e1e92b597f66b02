import { isMainThread } from 'node:worker_threads'
import { whenParentIsGone } from './parent.mjs'

// Loaded with `--import` into a program, this ends the program when its parent process has ended. First it
// sends the program a signal, so that a server can close. After three seconds it ends it in any case.

const graceMs = 3_000

if (isMainThread) {
  whenParentIsGone(() => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMs).unref()
    process.kill(process.pid, 'SIGTERM')
  })
}
