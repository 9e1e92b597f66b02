import { expect, test } from 'vitest'
import { packages, versions } from './versions.ts'

test('names every package with its version', async () => {
  const sentence = await versions()
  for (const name of packages) expect(sentence).toMatch(new RegExp(`${name} \\d+\\.\\d+\\.\\d+`))
})
