import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// Set-up prints before it knows what the terminal can show.
test('set-up prints ASCII alone', () => {
  // This one reads the frame that pnpm draws around its errors, and prints none of it.
  const files = readdirSync(import.meta.dirname).filter(
    (name) => name.endsWith('.mjs') && name !== 'install-failure.mjs',
  )
  const others = files.filter((name) =>
    /[^\p{ASCII}]/u.test(readFileSync(join(import.meta.dirname, name), 'utf8')),
  )
  expect(files.length).toBeGreaterThan(10)
  expect(others).toEqual([])
})
