import path from 'node:path'
import type { SerializedError } from 'vitest/node'
import { textOf } from './answer-text.ts'
import type { Job } from './protocol.ts'
import { frameOf, type Place } from './source-frame.ts'
import { readThrown } from './thrown.ts'

/**
 * Where an error was thrown: the innermost stack frame in the answer, with its line. Frames of the check
 * and of libraries don't help the learner. No lines if there is no such frame.
 */
export function placed(
  job: Pick<Job, 'file' | 'module' | 'text' | 'width'>,
  error: unknown,
): string[] {
  const place = placeIn(job.module, error)
  if (!place) return []
  const text = textOf(job) ?? ''
  return [`  at ${path.basename(job.file)}:${place.line}`, frameOf(text, place, job.width)]
}

/** The position of the innermost stack frame in a module; `undefined` if there is none. */
export function placeIn(module: string, error: unknown): Place | undefined {
  const { stack } = readThrown(error)
  const { stacks } = (error ?? {}) as { readonly stacks?: SerializedError['stacks'] }
  const parsed = stacks?.find((frame) => path.resolve(frame.file) === path.resolve(module))
  if (parsed) return parsed
  // Vitest parses the stacks of failed steps. For errors outside a step, the stack is only text.
  const at = stack.indexOf(`${module}:`)
  const [, line, column] =
    at < 0 ? [] : (/:(\d+):(\d+)/.exec(stack.slice(at + module.length)) ?? [])
  return line === undefined ? undefined : { line: Number(line), column: Number(column) }
}
