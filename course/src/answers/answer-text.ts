import { readIfThere } from '../files.ts'
import type { Job } from './protocol.ts'

/** The text to check: the job's own text, or the file's. `undefined` if the file does not exist. */
export function textOf({ text, file }: Pick<Job, 'file' | 'text'>): string | undefined {
  return text ?? readIfThere(file)
}
