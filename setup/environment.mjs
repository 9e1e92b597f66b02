import { delimiter, dirname } from 'node:path'

/**
 * The environment of a program of the project. The project's Node and pnpm come first on PATH, so every
 * process that the program starts uses the same ones.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {{ node: string, pnpm?: string }} tools
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentFor(env, { node, pnpm }) {
  // Windows calls it Path, and a copy of the environment is case-sensitive.
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const first = [dirname(node), ...(pnpm === undefined ? [] : [dirname(pnpm)])]
  const others = (env[name] ?? '').split(delimiter).filter((folder) => !first.includes(folder))
  return { ...env, [name]: [...first, ...others].join(delimiter), npm_node_execpath: node }
}
