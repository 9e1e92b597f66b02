import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { ContenderProcess, RoundResult } from './contender-process.ts'

/**
 * Starts a program in any language as a contender. For each round, it reads one line of JSON from its standard
 * input, and answers with one line of JSON, a `RoundResult`. It ends when its standard input ends.
 */
export function startProgram(command: string, args: readonly string[]): ContenderProcess {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const exit = once(child, 'close')
  // Awaited only while a round is played, and at the end.
  exit.catch(() => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  // A program that has ended says so by its exit code.
  child.stdin.on('error', () => {})
  return {
    async round(input) {
      child.stdin.write(`${JSON.stringify(input)}\n`)
      const { value, done } = await lines.next()
      if (done !== true) return JSON.parse(value) as RoundResult
      const [code] = (await exit) as [number | null]
      throw new Error(`${command} ended with code ${code} during a round`)
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await exit
    },
  }
}
