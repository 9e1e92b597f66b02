const staticImport = /^(?:import|export)\b[^'"=()]*?\bfrom\s*['"](?<from>[^'"]+)['"]/gmu
const bareImport = /^import\s*['"](?<from>[^'"]+)['"]/gmu
const dynamicImport = /\bimport\(\s*['"](?<from>[^'"]+)['"]/gu

/** What a file imports, as written. Static imports are looked for at the start of a line. */
export function importsOf(text: string): string[] {
  return [staticImport, bareImport, dynamicImport].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ groups }) => groups?.['from'] ?? ''),
  )
}
