import { pathToFileURL } from 'node:url'
import { inspect } from '../answers/inspect.ts'
import { placed } from '../answers/placed.ts'
import { described, type Thrown } from '../answers/thrown.ts'
import type { Wanted } from './wanted.ts'

/** Why a file could not be loaded. The course's own parser explains more than Node's error does. */
export function whyNotLoaded({ code, lesson }: Wanted, thrown: Thrown): string {
  const module = pathToFileURL(code).href
  const { number = '', dir = '' } = lesson ?? {}
  const problem = inspect({ lesson: number, answer: '', dir, file: code, module, stub: '' })
  if (problem?.kind === 'syntax' || problem?.kind === 'missing-export') return problem.message
  return [described(thrown), ...placed({ file: code, module }, thrown), ...adviceOn(thrown)].join(
    '\n',
  )
}

function adviceOn({ message }: Thrown): string[] {
  return message.includes('strip-only mode')
    ? ['To explore a file, Node only removes its types. Write it without this part of TypeScript.']
    : []
}
