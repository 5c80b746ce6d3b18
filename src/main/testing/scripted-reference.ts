import type {
  DescribedOperation,
  MappingChoice,
  MappingPart,
  MappingQuestion,
  PartFinding,
  ReferenceReading
} from '../../shared/api-mapping.ts'
import { mappingParts } from '../../shared/api-mapping.ts'
import { defaultMapping } from '../../shared/default-mapping.ts'
import { err, ok } from '../../shared/result.ts'
import type { AskPublicly, ReferenceReader } from '../ports.ts'

/** What a server says to anybody, by path; 404 to everything else. */
export class ScriptedPublicAnswers {
  readonly pages = new Map<string, string>()
  /** What was asked for, in order. */
  readonly asked: string[] = []
  isDown = false

  readonly ask: AskPublicly = (url) => {
    this.asked.push(url.pathname)
    if (this.isDown) return Promise.resolve(err('refused'))
    const page = this.pages.get(url.pathname)
    return Promise.resolve(
      ok({
        status: page === undefined ? 404 : 200,
        contentType: 'application/json',
        location: null,
        body: new TextEncoder().encode(page ?? '')
      })
    )
  }
}

/** Reads each document in the way that a test says. */
export class ScriptedReader implements ReferenceReader {
  /** `null`: no document is a reference. */
  reading: ((choices: readonly MappingChoice[]) => ReferenceReading) | null = null

  read: ReferenceReader['read'] = (_document, choices) =>
    Promise.resolve(this.reading ? ok(this.reading(choices)) : err('not-a-reference'))
}

const createOperation: DescribedOperation = {
  method: 'POST',
  path: '/api/v1/api-keys',
  summary: 'Create an API key',
  tags: []
}
/** Another that could be meant. */
export const webhookOperation: DescribedOperation = {
  method: 'POST',
  path: '/api/v1/webhook-keys',
  summary: 'Create a webhook key',
  tags: []
}
const createQuestion: MappingQuestion = {
  part: 'create',
  text: 'Which of these creates an API key?',
  choices: [createOperation, webhookOperation]
}

function operationOf(part: MappingPart): DescribedOperation | null {
  const { signIn, signOut, user, list, create, revoke, keyTest } = defaultMapping
  const operations = {
    'sign-in': signIn.style === 'password' ? signIn.operation : null,
    'sign-out': signOut,
    user: user?.operation ?? null,
    list: list.operation,
    create: create?.operation ?? null,
    revoke: revoke?.operation ?? null,
    'key-test': keyTest?.operation ?? null
  }
  const operation = operations[part]
  return operation && { ...operation, summary: part, tags: [] }
}

/**
 * A reading of the default contract, certain of everything.
 *
 * @param asksFor a part that is in doubt until somebody chooses
 */
export function sampleReading(
  choices: readonly MappingChoice[],
  { hash = 'a'.repeat(64), asksFor = null as 'create' | null } = {}
): ReferenceReading {
  const choice = choices.find(({ part }) => part === 'create')
  const isOpen = asksFor === 'create' && choice === undefined
  const finding = (part: MappingPart): PartFinding => {
    const operation = operationOf(part)
    if (part === 'create' && isOpen) {
      return { part, confidence: 'doubtful', operation, evidence: ['Two are alike.'], alternatives: [] }
    }
    if (part === 'create' && choice) {
      const picked = choice.operation && { ...choice.operation, summary: part, tags: [] }
      const confidence = picked?.path === createOperation.path ? 'confirmed' : 'missing'
      return { part, confidence, operation: picked, evidence: ['A person picked it.'], alternatives: [] }
    }
    return { part, confidence: 'certain', operation, evidence: ['It says so.'], alternatives: [] }
  }
  const findings = mappingParts.map(finding)
  const isSettled = findings.some(
    ({ part, confidence }) => part === 'create' && ['certain', 'confirmed'].includes(confidence)
  )
  return {
    document: { url: 'https://hygiara.test/openapi.json', title: 'Keys', kind: 'openapi-3.1', hash },
    choices,
    origin: 'https://hygiara.test',
    remarks: [],
    findings,
    questions: isOpen ? [createQuestion] : [],
    mapping: { ...defaultMapping, create: isSettled ? defaultMapping.create : null },
    operations: [...mappingParts.flatMap((part) => operationOf(part) ?? []), webhookOperation]
  }
}
