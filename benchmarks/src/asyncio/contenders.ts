import { startContender, type ContenderProcess } from '../harness/contender-process.ts'
import { startProgram } from '../harness/program.ts'
import { program, type Python } from './python.ts'

/** A client of the comparison. */
export interface Contender {
  readonly name: string
  /** Starts it in a process of its own. It opens at most so many connections, if it has a limit. */
  readonly start: (connections: number) => ContenderProcess
}

/** The contender that the others are compared with. */
export const peer = 'aiohttp'

/** Lesson 14's client: by its own `fetch`, and by undici's `request` over its connections. */
export const ours: readonly string[] = ['lesson 14, fetch', 'lesson 14, request']

const inNode = [...ours, 'undici fetch', 'undici request', 'global fetch']

/** All clients that this machine can run. */
export function contendersWith(python: Python | undefined): readonly Contender[] {
  return [...(python === undefined ? [] : inPython(python)), ...inNode.map(node)]
}

/** Right after a forced collection code is slower, and Python's contender isn't forced to collect. */
const collectsNothing = ['--no-expose-gc']

function node(name: string): Contender {
  const file = new URL('client.ts', import.meta.url)
  return {
    name,
    start: (connections) => startContender(file, [name, String(connections)], collectsNothing),
  }
}

function inPython({ command: [file = '', ...args], uvloop }: Python): Contender[] {
  const start =
    (flags: readonly string[]): Contender['start'] =>
    (connections) =>
      startProgram(file, [...args, program, String(connections), ...flags])
  const withUvloop = { name: 'aiohttp + uvloop', start: start(['--uvloop']) }
  return [{ name: peer, start: start([]) }, ...(uvloop === null ? [] : [withUvloop])]
}
