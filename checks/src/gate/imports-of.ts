const staticImport = /^(?:import|export)\b[^'"=()]*?\bfrom\s*['"](?<from>[^'"]+)['"]/gmu
const bareImport = /^import\s*['"](?<from>[^'"]+)['"]/gmu
const dynamicImport = /\bimport\(\s*['"](?<from>[^'"]+)['"]/gu

const docComment = /^[ \t]*\/\*\*[^]*?\*\//gmu

/**
 * What a file imports, as written. Static imports are looked for at the start of a line; the examples
 * in doc comments do not count.
 */
export function importsOf(text: string): string[] {
  const code = text.replaceAll(docComment, '')
  return [staticImport, bareImport, dynamicImport].flatMap((pattern) =>
    [...code.matchAll(pattern)].map(({ groups }) => groups?.['from'] ?? ''),
  )
}
