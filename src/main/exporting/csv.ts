// What a spreadsheet takes for the beginning of a formula, also after blanks and in the wide forms of East Asia.
const formula = /^[\s\uFEFF]*[=+\-@\t\r\n＝＋－＠|%]/u

/**
 * A row as RFC 4180 has it, ending in CRLF. A cell that a spreadsheet would run as a formula gets an apostrophe in
 * front, as OWASP advises: it is then text, in every program.
 */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(text: string): string {
  const harmless = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/u.test(harmless) || harmless !== harmless.trim()
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless
}
