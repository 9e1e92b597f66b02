import { spawnSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const demo = (meta: string): string => `
import { present } from ${JSON.stringify(pathToFileURL(path.join(import.meta.dirname, 'present.ts')).href)}
const demo = async (stage) => {
  stage.say('played')
  await stage.act('Act', () => {
    // the code
  })
}
await present(${meta}, { network: {}, demo })
`

const metas = [
  ['as Node has it', 'import.meta'],
  ['without `main`, as under tsx', '{ url: import.meta.url }'],
] as const

function run(file: string, meta: string): string {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), 'overlap stage-')))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  writeFileSync(path.join(dir, 'demo.mjs'), demo(meta))
  writeFileSync(path.join(dir, 'importer.mjs'), "import './demo.mjs'\nconsole.log('imported')\n")
  symlinkSync('demo.mjs', path.join(dir, 'link.mjs'))
  return spawnSync(process.execPath, [path.join(dir, file)], { encoding: 'utf8' }).stdout
}

test.each(metas)('plays a demo that was started, with import.meta %s', (_, meta) => {
  expect(run('demo.mjs', meta)).toBe('played\n\n1 · Act\n  // the code\n\nNo calls were made.\n')
  expect(run('link.mjs', meta)).toBe('played\n\n1 · Act\n  // the code\n\nNo calls were made.\n')
})

test.each(metas)('does nothing in a demo that was imported, with import.meta %s', (_, meta) => {
  expect(run('importer.mjs', meta)).toBe('imported\n')
})
