import { asTree, member, textAt, type Tree } from './tree.ts'

// A chain of references in a real document has two or three links.
const mostLinks = 16

/** Follows a local `$ref` (`#/components/…`) to what it means. `null`: foreign, broken or in a circle; never fetched. */
export function followed(root: Tree, value: unknown): Tree | null {
  let tree = asTree(value)
  for (let links = 0; links < mostLinks; links += 1) {
    if (tree === null) return null
    const reference = textAt(tree, '$ref', 2_000)
    if (reference === '') return tree
    tree = pointedAt(root, reference)
  }
  return null
}

function pointedAt(root: Tree, reference: string): Tree | null {
  if (reference === '#') return root
  if (!reference.startsWith('#/')) return null
  let at: unknown = root
  for (const part of reference.slice(2).split('/')) {
    const name = unescaped(part)
    at = Array.isArray(at) ? (at as unknown[])[Number(name)] : member(asTree(at), name)
  }
  return asTree(at)
}

function unescaped(part: string): string {
  const pointer = part.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(pointer)
  } catch {
    return pointer
  }
}
