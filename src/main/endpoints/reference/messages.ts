import type { ApiOperation } from './api-view.ts'
import { followed } from './pointer.ts'
import { shapeOf, type Direction, type Shape } from './shape.ts'
import { asTree, listAt, member, membersOf, textAt, treeAt, type Tree } from './tree.ts'

/** What an operation is sent; JSON where it takes both. */
export function bodyOf(root: Tree, operation: Tree, parameters: readonly Tree[]): ApiOperation['body'] {
  const content = treeAt(followed(root, member(operation, 'requestBody')), 'content')
  const json = schemaFor(root, content, isJson, 'sent')
  if (json) return { encoding: 'json', shape: json }
  const form = schemaFor(
    root,
    content,
    (type) => type.startsWith('application/x-www-form-urlencoded'),
    'sent'
  )
  if (form) return { encoding: 'form', shape: form }
  return swaggerBodyOf(root, operation, parameters)
}

function swaggerBodyOf(root: Tree, operation: Tree, parameters: readonly Tree[]): ApiOperation['body'] {
  const body = parameters.find((parameter) => textAt(parameter, 'in') === 'body')
  const shape = body === undefined ? null : shapeOf(root, member(body, 'schema'), 'sent')
  if (shape) return { encoding: 'json', shape }
  const fields = parameters.filter((parameter) => textAt(parameter, 'in') === 'formData')
  if (fields.length === 0 || listAt(operation, 'consumes').includes('multipart/form-data')) return null
  const properties = Object.fromEntries(
    fields.map((field) => [textAt(field, 'name'), { ...field, required: undefined }])
  )
  const required = fields
    .filter((field) => member(field, 'required') === true)
    .map((field) => textAt(field, 'name'))
  const form = shapeOf(root, { type: 'object', properties, required }, 'sent')
  return form && { encoding: 'form', shape: form }
}

/** An answer, and the status for which it is. */
export interface Answer {
  readonly status: string
  readonly answer: Tree
}

/** Every answer that the document names. */
export function answersOf(root: Tree, operation: Tree): readonly Answer[] {
  return membersOf(treeAt(operation, 'responses'), 60).flatMap(([status, value]) => {
    const answer = followed(root, value)
    return answer === null ? [] : [{ status, answer }]
  })
}

/** The successes, else what is said of everything else. */
export function successesOf(answers: readonly Answer[]): readonly Answer[] {
  const successes = answers
    .filter(({ status }) => /^2(?:\d\d|XX)$/iu.test(status))
    .sort((a, b) => a.status.localeCompare(b.status))
  return successes.length > 0 ? successes : answers.filter(({ status }) => status === 'default')
}

/** The refusals, that of somebody who is not signed in first. */
export function refusalsOf(answers: readonly Answer[]): readonly Answer[] {
  const refusals = answers.filter(({ status }) => /^4/u.test(status))
  return [...refusals.filter(({ status }) => status === '401'), ...refusals]
}

/** What the first of the answers that says something in JSON looks like. */
export function answerOf(root: Tree, operation: Tree, answers: readonly Answer[]): Shape | null {
  const produces = listAt(operation, 'produces')
  const isSwaggerJson =
    produces.length === 0 || produces.some((type) => typeof type === 'string' && isJson(type))
  for (const { answer } of answers) {
    const schema = member(answer, 'schema')
    const shape =
      schemaFor(root, treeAt(answer, 'content'), isJson, 'answered') ??
      (isSwaggerJson && schema !== undefined ? shapeOf(root, schema, 'answered') : null)
    if (shape) return shape
  }
  return null
}

function isJson(type: string): boolean {
  return /^(?:application\/(?:[a-z0-9.+-]+\+)?json|\*\/\*)/iu.test(type)
}

function schemaFor(
  root: Tree,
  content: Tree | null,
  fits: (type: string) => boolean,
  direction: Direction
): Shape | null {
  const found = membersOf(content, 20).find(([type]) => fits(type))
  return found ? shapeOf(root, member(asTree(found[1]), 'schema'), direction) : null
}
