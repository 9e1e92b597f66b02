import { spawnSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'

vi.setConfig({ testTimeout: 60_000 })

const demo = `
import { present } from ${JSON.stringify(pathToFileURL(path.join(import.meta.dirname, 'present.ts')).href)}
const demo = async (stage) => stage.say('played')
await present(import.meta, { network: {}, demo })
`

function run(file: 'demo.mjs' | 'importer.mjs'): string {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), 'overlap-stage-')))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  writeFileSync(path.join(dir, 'demo.mjs'), demo)
  writeFileSync(path.join(dir, 'importer.mjs'), "import './demo.mjs'\nconsole.log('imported')\n")
  return spawnSync(process.execPath, [path.join(dir, file)], { encoding: 'utf8' }).stdout
}

test('plays the demo whose file was started', () => {
  expect(run('demo.mjs')).toBe('played\n')
})

test('does nothing in a demo that was imported', () => {
  expect(run('importer.mjs')).toBe('imported\n')
})
