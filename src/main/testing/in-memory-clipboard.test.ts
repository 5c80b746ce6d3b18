import { describeClipboard } from './clipboard-suite.ts'
import { InMemoryClipboard } from './in-memory-clipboard.ts'

describeClipboard(() => {
  const clipboard = new InMemoryClipboard()
  return { clipboard, select: (text) => (clipboard.selection = text) }
})
