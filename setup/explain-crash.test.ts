import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const setup = (file: string): string => pathToFileURL(join(import.meta.dirname, file)).href

/** What a program prints that ends while it is loaded. */
async function crashOf(program: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'overlap-explain-crash-'))
  try {
    const file = join(folder, 'program.mjs')
    writeFileSync(file, program)
    const { promise, resolve } = Promise.withResolvers<string>()
    const args = ['--import', setup('explain-crash.mjs'), file]
    execFile(process.execPath, args, (_error, _stdout, stderr) => resolve(stderr))
    return await promise
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('an import that fails is reported as it is, whatever was still being loaded', async () => {
  // The program is about to load the explanation, too, when its other import fails.
  const printed = await crashOf(
    `import ${JSON.stringify(setup('explain-error.mjs'))}\nimport './missing.mjs'\n`,
  )
  expect(printed).toMatch(/Cannot find module '.*missing\.mjs'/u)
  expect(printed).not.toContain('ERR_REQUIRE_ESM_RACE_CONDITION')
})

test('a file that cannot be parsed is likely to be a damaged one', async () => {
  expect(await crashOf('const = 1')).toMatch(/^\nA file cannot be parsed\. .*SyntaxError/su)
})
