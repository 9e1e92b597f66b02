// Loaded with `--import` into the program that `course trace` runs, and into its worker threads and the
// processes that it forks. The settings are in the URL of this file: an environment variable would be
// visible to the program, and to every process that it starts.
import { isMainThread } from 'node:worker_threads'
import { recordProgram } from '@overlap/trace/program'
import { settingsIn } from './preload-url.ts'

const { parent, ...settings } = settingsIn(import.meta.url)
const isForked = process.ppid !== parent
recordProgram(settings, isForked)
// So that the program doesn't outlive `course trace`. A process that it forks may outlive it.
if (isMainThread && !isForked) await import('@overlap/setup/end-with-parent')
