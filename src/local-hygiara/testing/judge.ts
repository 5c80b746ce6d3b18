import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js'

interface Operation {
  readonly operationId: string
  readonly responses: Readonly<
    Record<string, { content?: Record<string, object>; headers?: Record<string, { required?: boolean }> }>
  >
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/** Something a server answered. */
export interface Judged {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** Holds answers of a server against the document that it publishes. */
export class Judge {
  readonly #document: OpenApiDocument
  readonly #ajv: Ajv2020
  readonly #compiled = new Map<string, ValidateFunction>()

  /** @param ajv one of the test's own, with formats: only tests may import development packages */
  constructor(document: OpenApiDocument, ajv: Ajv2020) {
    this.#document = document
    this.#ajv = ajv.addSchema(document, 'document')
  }

  /** Throws unless the document foresees this answer: status, content type, schema and required headers. */
  expectForeseen(method: string, path: string, answer: Judged): void {
    const [template, operation] = this.#find(method, path)
    const where = `${method} ${path} -> ${String(answer.status)}`
    const response = operation.responses[String(answer.status)]
    if (!response) throw new Error(`${where} is not in the document\n${answer.text}`)
    for (const [name, { required }] of Object.entries(response.headers ?? {})) {
      if (required === true && !answer.headers.has(name)) throw new Error(`${where} lacks the header ${name}`)
    }
    const type = answer.headers.get('Content-Type')?.split(';')[0]
    if (!response.content) {
      if (answer.text !== '') throw new Error(`${where} has a body, which the document does not foresee`)
      return
    }
    if (type === undefined || !(type in response.content)) {
      throw new Error(`${where} is ${type ?? 'nothing'}, which the document does not foresee`)
    }
    const pointer = [
      'paths',
      template,
      method.toLowerCase(),
      'responses',
      String(answer.status),
      'content',
      type
    ]
    const validate = this.#validatorOf([...pointer, 'schema'])
    const body: unknown = type.endsWith('json') ? JSON.parse(answer.text) : answer.text
    if (!validate(body)) throw new Error(`${where}: ${this.#ajv.errorsText(validate.errors)}\n${answer.text}`)
  }

  #find(method: string, path: string): [template: string, operation: Operation] {
    const pathname = path.split('?')[0] ?? ''
    for (const [template, item] of Object.entries(this.#document.paths)) {
      const operation = item[method.toLowerCase()]
      const pattern = new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
      if (operation && pattern.test(pathname)) return [template, operation]
    }
    throw new Error(`${method} ${path} is not in the document`)
  }

  #validatorOf(segments: readonly string[]): ValidateFunction {
    const pointer = segments.map((each) =>
      encodeURIComponent(each.replaceAll('~', '~0').replaceAll('/', '~1'))
    )
    const $ref = `document#/${pointer.join('/')}`
    const compiled = this.#compiled.get($ref) ?? this.#ajv.compile({ $ref })
    this.#compiled.set($ref, compiled)
    return compiled
  }
}
