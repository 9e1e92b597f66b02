import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/**
 * For tests: bundles modules for a browser, each with everything that it imports.
 *
 * @param modules The file of each module, by its name in the bundle.
 * @returns The code of each module, by path: `/name.js`.
 */
export async function bundle(modules: Readonly<Record<string, URL>>): Promise<Map<string, string>> {
  const input = Object.entries(modules).map(([name, url]) => [name, fileURLToPath(url)])
  const made = await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('.', import.meta.url)),
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(input),
        // Otherwise Vite drops the exports, as for an application.
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  })
  if (!('output' in made)) throw new Error('Cannot bundle: expected one build output')
  const chunks = made.output.filter((file) => file.type === 'chunk')
  return new Map(chunks.map(({ fileName, code }) => [`/${fileName}`, code]))
}
