import { followed } from './pointer.ts'
import { asTree, listAt, member, membersOf, textAt, treeAt, type Tree } from './tree.ts'

/** What a schema says about a value, one level deep. What is beneath is looked at only when somebody asks. */
export interface Shape {
  /** The document's name for it, where it has one: `ApiKeyPage`. */
  readonly name: string
  readonly type: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'unknown'
  /** `date-time`, `date`, `password`, …; empty where nothing is said. */
  readonly format: string
  readonly description: string
  /** What a text can be, where only some are allowed. */
  readonly values: readonly string[]
  readonly fallback: unknown
  readonly example: unknown
  readonly minimum: number | null
  readonly maximum: number | null
  /** Whether it may be `null`. */
  readonly isNullable: boolean
  readonly required: ReadonlySet<string>
  readonly fieldNames: readonly string[]
  /** The shape of a field; `null` where there is no such field. */
  field(name: string): Shape | null
  /** The shape of an entry of an array. */
  entry(): Shape | null
}

const mostFields = 200
const mostParts = 24
const deepestParts = 6

/** Which way a value goes: what is only read is not sent, and what is only written is not answered. */
export type Direction = 'sent' | 'answered'

/** Reads a schema of OpenAPI 3 or Swagger 2. Circles are harmless: each level is read on its own. */
export function shapeOf(root: Tree, schema: unknown, direction: Direction): Shape | null {
  const parts: Tree[] = []
  gather(root, schema, 0, parts)
  if (parts.length === 0) return null
  const fields = new Map<string, unknown>()
  const required = new Set<string>()
  for (const part of parts) {
    for (const [name, field] of membersOf(treeAt(part, 'properties'), mostFields)) {
      if (fields.size < mostFields && !fields.has(name) && goes(root, field, direction))
        fields.set(name, field)
    }
    for (const name of listAt(part, 'required')) if (typeof name === 'string') required.add(name)
  }
  const items = firstOf(parts, 'items')
  return {
    name: nameOf(schema),
    type: typeOf(parts, fields.size > 0, items !== undefined),
    format: textOf(parts, 'format'),
    description: parts.map((part) => textAt(part, 'description')).find((text) => text !== '') ?? '',
    values: valuesOf(parts),
    fallback: firstOf(parts, 'default'),
    example: firstOf(parts, 'example') ?? listAt(parts[0] ?? null, 'examples')[0],
    minimum: numberOf(firstOf(parts, 'minimum')),
    maximum: numberOf(firstOf(parts, 'maximum')),
    isNullable: parts.some(allowsNull),
    required: new Set([...required].filter((name) => fields.has(name))),
    fieldNames: [...fields.keys()],
    field: (name) => (fields.has(name) ? shapeOf(root, fields.get(name), direction) : null),
    entry: () => (items === undefined ? null : shapeOf(root, items, direction))
  }
}

function goes(root: Tree, field: unknown, direction: Direction): boolean {
  const mark = direction === 'sent' ? 'readOnly' : 'writeOnly'
  return member(asTree(field), mark) !== true && member(followed(root, field), mark) !== true
}

function nameOf(schema: unknown): string {
  return textAt(asTree(schema), '$ref', 2_000).split('/').at(-1) ?? ''
}

/** The schema, and what it is put together from: `allOf`, and every way of `oneOf` and `anyOf`. */
function gather(root: Tree, schema: unknown, depth: number, parts: Tree[]): void {
  if (depth > deepestParts || parts.length >= mostParts) return
  const tree = followed(root, schema)
  if (tree === null || parts.includes(tree)) return
  // OpenAPI 3.1 lets a description stand beside a `$ref`.
  const beside = asTree(schema)
  if (beside !== null && beside !== tree) parts.push({ description: textAt(beside, 'description') })
  parts.push(tree)
  for (const way of ['allOf', 'anyOf', 'oneOf']) {
    for (const part of listAt(tree, way, mostParts)) gather(root, part, depth + 1, parts)
  }
}

function firstOf(parts: readonly Tree[], name: string): unknown {
  for (const part of parts) {
    const value = member(part, name)
    if (value !== undefined) return value
  }
  return undefined
}

function textOf(parts: readonly Tree[], name: string): string {
  const value = firstOf(parts, name)
  return typeof value === 'string' ? value.slice(0, 100) : ''
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function valuesOf(parts: readonly Tree[]): readonly string[] {
  const values = new Set<string>()
  for (const part of parts) {
    for (const value of [member(part, 'const'), ...listAt(part, 'enum', 100)]) {
      if (typeof value === 'string') values.add(value)
    }
  }
  return [...values]
}

function allowsNull(part: Tree): boolean {
  const type = member(part, 'type')
  if (type === 'null' || member(part, 'nullable') === true || member(part, 'x-nullable') === true) return true
  return Array.isArray(type) && type.includes('null')
}

function typeOf(parts: readonly Tree[], hasFields: boolean, hasItems: boolean): Shape['type'] {
  for (const part of parts) {
    const type = member(part, 'type')
    // OpenAPI 3.1: `["string", "null"]`.
    for (const name of Array.isArray(type) ? (type as unknown[]) : [type]) {
      if (name === 'integer') return 'number'
      if (name === 'object' || name === 'array') return name
      if (name === 'string' || name === 'number' || name === 'boolean') return name
    }
  }
  if (hasFields) return 'object'
  if (hasItems) return 'array'
  return valuesOf(parts).length > 0 ? 'string' : 'unknown'
}

/** A value inside a shape, with the names that lead to it. */
export interface Leaf {
  readonly path: readonly string[]
  readonly shape: Shape
}

const mostLeaves = 400

/** Every field, and the fields of objects in it; arrays are not entered. The nearest come first. */
export function leavesOf(shape: Shape, deepest: number): readonly Leaf[] {
  const leaves: Leaf[] = []
  let level: Leaf[] = [{ path: [], shape }]
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    const below: Leaf[] = []
    for (const { path, shape: outer } of level) {
      for (const name of outer.fieldNames) {
        if (leaves.length >= mostLeaves) return leaves
        const inner = outer.field(name)
        if (inner === null) continue
        const leaf = { path: [...path, name], shape: inner }
        leaves.push(leaf)
        if (inner.type === 'object') below.push(leaf)
      }
    }
    level = below
  }
  return leaves
}
