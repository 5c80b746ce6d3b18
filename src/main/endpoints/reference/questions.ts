import type { MappingPart, MappingQuestion, PartFinding } from '../../../shared/api-mapping.ts'

const most = 3
const askedOf = ['list', 'create', 'revoke', 'sign-in'] as const
const texts: Readonly<Record<(typeof askedOf)[number], readonly [one: string, several: string]>> = {
  list: ['Does this list the API keys?', 'Which of these lists the API keys?'],
  create: ['Does this create an API key?', 'Which of these creates an API key?'],
  revoke: ['Does this revoke an API key?', 'Which of these revokes an API key?'],
  'sign-in': ['Does one sign in with this?', 'With which of these does one sign in?']
}

/** What only a person can decide. What depends on the list is asked once the list is known. */
export function questionsOf(findings: readonly PartFinding[]): MappingQuestion[] {
  const byPart = new Map<MappingPart, PartFinding>(findings.map((finding) => [finding.part, finding]))
  const isListOpen = byPart.get('list')?.confidence === 'doubtful'
  return askedOf
    .flatMap((part) => {
      const finding = byPart.get(part)
      if (finding?.confidence !== 'doubtful' || finding.alternatives.length === 0) return []
      if (isListOpen && (part === 'create' || part === 'revoke')) return []
      const [one, several] = texts[part]
      return [
        { part, text: finding.alternatives.length === 1 ? one : several, choices: finding.alternatives }
      ]
    })
    .slice(0, most)
}
