import { Session } from 'node:inspector'

interface RemoteObject {
  readonly type: string
  readonly subtype?: string
  readonly value?: unknown
  readonly objectId?: string
  readonly className?: string
  readonly description?: string
}

interface Property {
  readonly name: string
  readonly value?: RemoteObject
  readonly get?: RemoteObject
}

interface Properties {
  readonly result: readonly Property[]
  readonly privateProperties?: readonly Property[]
  readonly internalProperties?: readonly Property[]
}

const mostObjects = 20_000

/**
 * All text that can be reached from an object: strings and buffers in its properties, its private fields, the entries
 * of its maps and sets, and the variables that its functions and timers close over. `except` are not entered.
 */
export function reachableText(root: object, except: readonly object[] = []): string {
  const inspector = new Session()
  inspector.connect()
  try {
    return new Walk(inspector, except).from(root)
  } finally {
    inspector.disconnect()
  }
}

class Walk {
  readonly #inspector: Session
  readonly #seen: object[]
  readonly #texts: string[] = []

  constructor(inspector: Session, except: readonly object[]) {
    this.#inspector = inspector
    this.#seen = [...except]
  }

  from(root: object): string {
    const place = globalThis as { walkRoot?: unknown; walkSeen?: unknown; walkIsNew?: unknown }
    const seen = new Set<unknown>(this.#seen)
    place.walkRoot = root
    place.walkIsNew = function (this: unknown) {
      if (seen.has(this)) return false
      seen.add(this)
      return true
    }
    try {
      const { result } = this.#post<{ result: RemoteObject }>('Runtime.evaluate', {
        expression: 'globalThis.walkRoot'
      })
      const waiting = [result]
      for (let count = 0; ; count += 1) {
        if (count > mostObjects) throw new Error('the walk went astray')
        const next = waiting.shift()
        if (!next) return this.#texts.join('\n')
        waiting.push(...this.#visit(next))
      }
    } finally {
      delete place.walkRoot
      delete place.walkIsNew
    }
  }

  /** Takes down what is text, and answers what leads on. */
  #visit(object: RemoteObject): RemoteObject[] {
    if (object.type === 'string') this.#texts.push(String(object.value))
    if (!leadsOn(object) || !this.#isNew(object.objectId)) return []
    if (object.subtype === 'typedarray' || object.subtype === 'arraybuffer') {
      this.#texts.push(this.#bytesOf(object.objectId))
      return []
    }
    const found = this.#post<Properties>('Runtime.getProperties', {
      objectId: object.objectId,
      ownProperties: true
    })
    const properties = [
      ...found.result,
      ...(found.privateProperties ?? []),
      ...(found.internalProperties ?? []).filter(({ name }) => name !== '[[Prototype]]')
    ]
    // The outermost scope of a module leads to everything that it imports: its own texts count, the rest does not.
    const isModule = properties.some(({ name }) => name.startsWith('__vi'))
    this.#texts.push(...properties.map(({ name }) => name))
    return properties
      .flatMap(({ value, get }) => [value, get])
      .filter((each): each is RemoteObject => each !== undefined && (!isModule || each.type === 'string'))
      .filter(({ description, className }) => !isEverybodys(description) && !isEverybodys(className))
  }

  #isNew(objectId: string): boolean {
    const functionDeclaration = 'function () { return globalThis.walkIsNew.call(this) }'
    return this.#post<{ result: RemoteObject }>('Runtime.callFunctionOn', { objectId, functionDeclaration })
      .result.value as boolean
  }

  #bytesOf(objectId: string): string {
    const functionDeclaration =
      'function () { return Buffer.from(this.buffer ?? this, this.byteOffset, this.byteLength).toString("latin1") }'
    const { result } = this.#post<{ result: RemoteObject }>('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration
    })
    return String(result.value)
  }

  #post<Answer>(method: string, params: object): Answer {
    let answer: Answer | undefined
    let failure = null as Error | null
    // Within one thread the inspector answers before `post` returns.
    this.#inspector.post(method, params, (error: Error | null, result: unknown) => {
      failure = error
      answer = result as Answer
    })
    if (failure) throw failure
    return answer as Answer
  }
}

function leadsOn(object: RemoteObject): object is RemoteObject & { readonly objectId: string } {
  return object.objectId !== undefined && (object.type === 'object' || object.type === 'function')
}

/** The global scope and its objects belong to nobody in particular. */
function isEverybodys(name: string | undefined): boolean {
  return name === 'Global' || name === 'global' || name === 'Window' || name === 'process'
}
