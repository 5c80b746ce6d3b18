import { parse as parseYaml } from 'yaml'

/** A JSON object of unknown making. Its members are read with `member` only: names like `__proto__` are data. */
export type Tree = Readonly<Record<string, unknown>>

// Real documents use an alias a handful of times; a bomb multiplies them.
const mostAliases = 200

/** Reads JSON, else YAML. `null`: neither, or not an object. Never throws; how much text it is given is bounded elsewhere. */
export function parseTree(text: string): Tree | null {
  const trimmed = text.replace(/^\uFEFF/u, '')
  const json = jsonOf(trimmed)
  if (json !== undefined) return asTree(json)
  // What begins like JSON or a page and is broken would keep a YAML parser busy for nothing.
  if (/^\s*[[{<]/u.test(trimmed)) return null
  try {
    return asTree(
      parseYaml(trimmed, {
        maxAliasCount: mostAliases,
        prettyErrors: false,
        strict: false,
        uniqueKeys: false,
        logLevel: 'silent',
        schema: 'core'
      })
    )
  } catch {
    return null
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The value as an object; `null` for anything else. */
export function asTree(value: unknown): Tree | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : null
}

/** A member that the object has itself. */
export function member(tree: Tree | null, name: string): unknown {
  return tree !== null && Object.hasOwn(tree, name) ? tree[name] : undefined
}

/** A member that is an object. */
export function treeAt(tree: Tree | null, name: string): Tree | null {
  return asTree(member(tree, name))
}

/** A member that is text; empty where it is not. Cut: nobody reads a novel in a list of operations. */
export function textAt(tree: Tree | null, name: string, longest = 300): string {
  const value = member(tree, name)
  return typeof value === 'string' ? value.slice(0, longest) : ''
}

/** A member that is a list, cut to what is worth reading. */
export function listAt(tree: Tree | null, name: string, most = 200): readonly unknown[] {
  const value = member(tree, name)
  return Array.isArray(value) ? value.slice(0, most) : []
}

/** The members of an object, cut to what is worth reading. */
export function membersOf(tree: Tree | null, most: number): [string, unknown][] {
  if (tree === null) return []
  const members: [string, unknown][] = []
  for (const name of Object.keys(tree)) {
    if (members.length >= most) break
    members.push([name, tree[name]])
  }
  return members
}
