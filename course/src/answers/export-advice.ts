import type { ModuleNames } from './module-names.ts'

/** The likely reason for a missing export, and what to do. */
export function exportAdvice(missing: string, text: string, names: ModuleNames): string {
  if (text.trim() === '') return 'The file is empty. To start over, reset the lesson.'
  if (names.declared.includes(missing)) {
    return `${missing} exists, but it is not exported. Write \`export\` in front of it.`
  }
  if (names.types.includes(missing)) {
    return `${missing} is a type here, and types do not exist at run time. Export a function.`
  }
  if (names.defaultName === missing || names.defaultName === '') {
    return `It is the default export. Export it by name: \`export function ${missing}\`, without \`default\`.`
  }
  if (/\b(?:module\.)?exports\b *[.=]/.test(text)) {
    return `\`module.exports\` is CommonJS. Write \`export\` in front of ${missing}.`
  }
  const renamed = names.exported.find((given) => given.toLowerCase() === missing.toLowerCase())
  if (renamed !== undefined) return `It exports ${renamed}: upper and lower case must match.`
  return `If you renamed ${missing}, give it its old name back.`
}
