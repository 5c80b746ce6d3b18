const longest = 200

// What nobody can see, or what moves other text: controls, formats, line ends, private and unassigned code points,
// halves of a character, everything that draws nothing by definition, and three letters that merely look like nothing.
// Left alone: what joins or dresses an emoji, and the variant of a Han character.
const emoji = String.raw`(?!\p{Cn})\p{Extended_Pictographic}`
const kept = [
  String.raw`(?<=${emoji}[\p{Emoji_Modifier}\uFE0F]?)\u200D${emoji}`,
  String.raw`(?<=${emoji})[\uFE0E\uFE0F]`,
  String.raw`(?<=[0-9#*])\uFE0F\u20E3`,
  String.raw`(?<=\p{Script=Han})[\u{E0100}-\u{E01EF}]`
]
const harmful = new RegExp(
  String.raw`(?!${kept.join('|')})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}]`,
  'gu'
)

/**
 * A name that somebody else gave, made harmless to look at. What cannot be seen or would reorder the text around it
 * is written as its code point (`⟨U+202E⟩`), so no name can pass for another one, for nothing, or for a whole page.
 */
export function shownName(name: string): string {
  if (name.trim() === '') return 'Unnamed'
  // A code point has at most two units, so no more of a huge name is looked at than can be needed.
  const points = [...name.slice(0, 2 * (longest + 1))]
  const isCut = points.length > longest
  const text = isCut ? points.slice(0, longest).join('') : name
  return text.replace(harmful, codePointWords) + (isCut ? '…' : '')
}

/** The public beginning of a key, with `…` for the rest. `null` where the server reports none. */
export function shownPrefix(prefix: string | undefined): string | null {
  if (prefix === undefined || prefix.trim() === '') return null
  return `${/^[\w-]{1,40}$/u.test(prefix) ? prefix : shownName(prefix)}…`
}

/** A key's id. It tells two keys of the same name apart, so everything that could look like something else is spelt. */
export function shownId(id: string): string {
  return id.replace(/[^!-~]/gu, codePointWords)
}

function codePointWords(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`
}
