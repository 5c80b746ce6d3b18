import { html } from 'hono/html'
import { problems } from './problem.ts'
import type { Reference } from './reference.ts'

type Schema = Readonly<Record<string, unknown>>

interface Field {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly description: string
}

interface Operation {
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly security: string
  readonly parameters: readonly Field[]
  readonly body: readonly Field[]
  readonly responses: readonly {
    readonly status: string
    readonly description: string
    readonly schema: string
  }[]
}

/** The reference as one page for people: plain HTML, its own style sheet, nothing from elsewhere. */
export function docsPage(reference: Reference) {
  const groups = (reference.tags ?? []).map(({ name, description }) => ({
    name,
    description,
    operations: operationsOf(reference, name)
  }))
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${reference.info.title} API</title>
        <link rel="stylesheet" href="/docs.css" />
        <link rel="service-desc" type="application/json" href="/openapi.json" />
      </head>
      <body>
        <h1>${reference.info.title} API</h1>
        <p>${marked(reference.info.description ?? '')}</p>
        <p>For programs: <a href="/openapi.json">openapi.json</a> (OpenAPI ${reference.openapi}).</p>
        <h2>First steps</h2>
        <pre>${firstSteps}</pre>
        ${groups.map(
          (group) =>
            html`<h2>${group.name}</h2>
              <p class="quiet">${group.description}</p>
              ${group.operations.map(operationSection)}`
        )}
        <h2>Schemas</h2>
        ${Object.entries(reference.components?.schemas ?? {}).map(
          ([name, schema]) =>
            html`<h3 id="schema-${name}">${name}</h3>
              ${fieldTable(fieldsOf(schema as Schema))}`
        )}
        <h2>Problem codes</h2>
        <table>
          <tr>
            <th>Code</th>
            <th>Status</th>
            <th>Meaning</th>
          </tr>
          ${Object.entries(problems).map(
            ([code, { status, title }]) =>
              html`<tr id="${code}">
                <td><code>${code}</code></td>
                <td>${status}</td>
                <td>${title}.</td>
              </tr>`
          )}
        </table>
      </body>
    </html>`
}

/** How the security schemes of the document are called in a sentence. */
const needs: Readonly<Record<string, string>> = { bearer: 'an access token', apiKey: 'an API key' }

const firstSteps = `curl -s $URL/api/v1/auth/login -H 'Content-Type: application/json' \\
     -d '{"email": "…", "password": "…"}'
curl -s $URL/api/v1/api-keys -H "Authorization: Bearer $ACCESS_TOKEN" -H 'Content-Type: application/json' \\
     -H 'Idempotency-Key: 7c1f…' -d '{"name": "ci-github-reviews-prod", "expires_at": "2027-06-29T23:59:59Z"}'
curl -s $URL/api/v1/whoami -H "X-API-Key: $KEY"`

function operationSection(operation: Operation) {
  return html`<h3><span class="method">${operation.method}</span> <code>${operation.path}</code></h3>
    <p>${operation.summary}.${operation.security === '' ? '' : ` Needs ${operation.security}.`}</p>
    ${
      operation.parameters.length === 0
        ? ''
        : html`<h4>Parameters</h4>
            ${fieldTable(operation.parameters)}`
    }
    ${
      operation.body.length === 0
        ? ''
        : html`<h4>Body</h4>
            ${fieldTable(operation.body)}`
    }
    <h4>Answers</h4>
    <table>
      ${operation.responses.map(
        ({ status, description, schema }) =>
          html`<tr>
            <td>${status}</td>
            <td>${marked(description)}</td>
            <td>${schema === '' ? '' : html`<a href="#schema-${schema}">${schema}</a>`}</td>
          </tr>`
      )}
    </table>`
}

function fieldTable(fields: readonly Field[]) {
  return html`<table class="fields">
    ${fields.map(
      ({ name, type, required, description }) =>
        html`<tr>
          <td><code>${name}</code></td>
          <td>${type}${required ? '' : ', optional'}</td>
          <td>${marked(description)}</td>
        </tr>`
    )}
  </table>`
}

/** Text in which `code` stands between backticks. */
function marked(text: string) {
  return text.split('`').map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`))
}

function operationsOf(reference: Reference, tag: string): Operation[] {
  const schemas = reference.components?.schemas ?? {}
  return Object.entries(reference.paths ?? {}).flatMap(([path, item]) =>
    (['get', 'post', 'delete'] as const).flatMap((method) => {
      const operation = item[method]
      if (!operation?.tags?.includes(tag)) return []
      const body = nameOfSchema(contentOf(operation.requestBody))
      return [
        {
          method: method.toUpperCase(),
          path,
          summary: operation.summary ?? '',
          security: (operation.security ?? [])
            .flatMap((each) => Object.keys(each).map((name) => needs[name]))
            .join(' or '),
          parameters: (operation.parameters ?? []).map(parameterField),
          body: body === '' ? [] : fieldsOf(schemas[body] as Schema),
          responses: Object.entries(operation.responses ?? {}).map(([status, response]) => ({
            status,
            description: textOf(response as Schema, 'description'),
            schema: nameOfSchema(contentOf(response))
          }))
        }
      ]
    })
  )
}

function parameterField(parameter: object): Field {
  const { name, required, schema, description } = parameter as Schema
  return {
    name: String(name),
    type: typeOf((schema ?? {}) as Schema),
    required: required === true,
    description:
      typeof description === 'string' ? description : textOf((schema ?? {}) as Schema, 'description')
  }
}

function fieldsOf(schema: Schema): Field[] {
  const required = (schema['required'] ?? []) as readonly string[]
  return Object.entries((schema['properties'] ?? {}) as Record<string, Schema>).map(([name, property]) => ({
    name,
    type: typeOf(property),
    required: required.includes(name),
    description: textOf(property, 'description')
  }))
}

function typeOf(schema: Schema): string {
  if (typeof schema['$ref'] === 'string') return schema['$ref'].split('/').at(-1) ?? ''
  if (Array.isArray(schema['enum']))
    return schema['enum'].length > 6 ? 'one of the codes below' : schema['enum'].join(' | ')
  const type = [schema['type']].flat().join(' or ')
  if (type === 'array') return `list of ${typeOf((schema['items'] ?? {}) as Schema)}`
  return typeof schema['format'] === 'string' ? `${type} (${schema['format']})` : type
}

function contentOf(part: unknown): Schema {
  const content = ((part ?? {}) as { content?: Record<string, { schema?: Schema }> }).content
  return Object.values(content ?? {})[0]?.schema ?? {}
}

function nameOfSchema(schema: Schema): string {
  return typeof schema['$ref'] === 'string' ? (schema['$ref'].split('/').at(-1) ?? '') : ''
}

function textOf(part: Schema, member: string): string {
  const text = part[member]
  return typeof text === 'string' ? text : ''
}
