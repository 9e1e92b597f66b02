import { execFile } from 'node:child_process'

/** What a program printed, and the code it ended with. */
export interface Ran {
  readonly code: number
  readonly out: string
}

/** For tests: runs a program; the code is -1 where there is none of that name. */
export function run(program: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(program, args, (error, out) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ code, out })
    })
  })
}

/** For tests: whether a program is installed. */
export async function isInstalled(program: string): Promise<boolean> {
  return (await run(program, ['--version'])).code === 0
}
