import { shownName } from '../../shared/shown-name.ts'
import type { KeyPicture, ShownKey } from '../ports.ts'

interface ShownPageParts {
  readonly key: ShownKey
  readonly picture: Pick<KeyPicture, 'width' | 'height'>
  readonly pictureUrl: string
  readonly styleUrl: string
  readonly platform: NodeJS.Platform
}

/** The page around the picture of a key. No script runs in it, and no text in it is of the value. */
export function shownPageOf({ key, picture, pictureUrl, styleUrl, platform }: ShownPageParts): string {
  const name = escaped(shownName(key.name))
  const alt = escaped(`The key, as a picture. It begins with hrdly_ and ends with ${key.last4}.`)
  const capture =
    platform === 'linux' ? '<p class="limit">On Linux, screen capture can’t be prevented.</p>' : ''
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(shownTitleOf(key))}</title>
<link rel="stylesheet" href="${styleUrl}">
<body>
<h1><bdi>${name}</bdi></h1>
<div class="well"><img src="${pictureUrl}" width="${String(picture.width)}" height="${String(picture.height)}" alt="${alt}" draggable="false"></div>
<p>Hides after 30 seconds, with Esc, or when you leave this window.</p>
${capture}
</body>
</html>
`
}

/** The title of the window; names the key and nothing of its value. */
export function shownTitleOf({ name }: ShownKey): string {
  return `${shownName(name)} – shown for a moment`
}

// The colours are those of the tokens: canvas, surface, line, text and muted.
export const shownStyle = `
:root { color-scheme: light dark; --ground: #ffffff; --well: #f7f8f9; --line: #cfd6db; --text: #14191d; --muted: #4e5a63 }
@media (prefers-color-scheme: dark) { :root { --ground: #161b1f; --well: #101417; --line: #36414a; --text: #e8edf0; --muted: #a4b0b9 } }
* { user-select: none; -webkit-user-drag: none; cursor: default }
body { margin: 0; padding: 16px 20px; overflow: hidden; background: var(--ground); color: var(--text); font: 13px/20px system-ui, sans-serif }
h1 { margin: 0 0 8px; font-size: 13px; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.well { width: max-content; margin-bottom: 12px; padding: 12px 16px; border: 1px solid var(--line); border-radius: 10px; background: var(--well) }
img { display: block; pointer-events: none; forced-color-adjust: none }
p { margin: 0; color: var(--muted) }
`

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/gu, (character) => `&#${String(character.codePointAt(0))};`)
}
