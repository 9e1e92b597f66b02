const staticImport = /^(?:import|export)\b[^'"=()]*?\bfrom\s*['"](?<from>[^'"]+)['"]/gmu
const bareImport = /^import\s*['"](?<from>[^'"]+)['"]/gmu
const dynamicImport = /\bimport\(\s*['"](?<from>[^'"]+)['"]/gu

const docComment = /^[ \t]*\/\*\*[^]*?\*\//gmu

/**
 * The specifiers that a file imports. A static import has to start a line, so that examples in doc
 * comments do not count.
 */
export function importsOf(text: string): string[] {
  const code = text.replaceAll(docComment, '')
  return [staticImport, bareImport, dynamicImport].flatMap((pattern) =>
    [...code.matchAll(pattern)].map(({ groups }) => groups?.['from'] ?? ''),
  )
}
