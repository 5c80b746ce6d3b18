/** One form in which a secret, or a part of it, could lie around. */
export interface Needle {
  readonly form: string
  readonly bytes: Buffer
}

// Long enough that nothing else in a program looks like it, short enough that a cut piece is still found.
const pieceLength = 12
const fewestSecretCharacters = 6
// Of text in base64, this many characters are found whatever stood before it.
const base64Length = 16

/**
 * Every form that is searched for: pieces of twelve characters of which at least six are secret, and the secret part
 * in hex, base64, URL encoding and UTF-16.
 *
 * @param publicLength how many characters at the beginning anybody may know
 */
export function needlesFor(value: string, publicLength: number): Needle[] {
  const firstPiece = Math.max(0, publicLength - (pieceLength - fewestSecretCharacters))
  const secret = value.slice(publicLength)
  if (secret.length < pieceLength) throw new Error('too short to be told from ordinary text')
  const pieces = windows(value.slice(firstPiece), pieceLength, 1)
  // An encoded secret of this length contains at least one of its blocks of six whole characters.
  const blocks = windows(secret, fewestSecretCharacters, fewestSecretCharacters)
  return [
    ...pieces.map((piece) => needle('plain', piece)),
    ...blocks.flatMap((block) => [
      needle('hex', Buffer.from(block).toString('hex')),
      needle('hex', Buffer.from(block).toString('hex').toUpperCase()),
      needle('url', percent(block)),
      { form: 'utf-16', bytes: Buffer.from(block, 'utf16le') },
      { form: 'utf-16', bytes: Buffer.from(block, 'utf16le').swap16() }
    ]),
    ...base64Forms(secret).map((form) => needle('base64', form))
  ]
}

/** How often each form occurs; forms that do not occur are left out. */
export function countNeedles(haystack: Buffer, needles: readonly Needle[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { form, bytes } of needles) {
    for (let at = haystack.indexOf(bytes); at !== -1; at = haystack.indexOf(bytes, at + bytes.length)) {
      counts[form] = (counts[form] ?? 0) + 1
    }
  }
  return counts
}

function needle(form: string, text: string): Needle {
  return { form, bytes: Buffer.from(text, 'latin1') }
}

function windows(text: string, length: number, step: number): string[] {
  const found: string[] = []
  for (let at = 0; at + length <= text.length; at += step) found.push(text.slice(at, at + length))
  return found
}

function percent(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('')
}

/** Base64 depends on how many bytes stood before: three shifts, of each the blocks that no neighbour can change. */
function base64Forms(secret: string): string[] {
  const forms = [0, 1, 2].flatMap((shift) => {
    const whole = Buffer.from(secret.slice(shift))
      .toString('base64')
      .replace(/.{0,4}=*$/u, '')
    return windows(whole, base64Length, base64Length)
  })
  return [...new Set(forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]))]
}
