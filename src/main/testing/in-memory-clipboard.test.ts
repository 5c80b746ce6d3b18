import { describeClipboard } from './clipboard-suite.ts'
import { InMemoryClipboard } from './in-memory-clipboard.ts'

describeClipboard(() => new InMemoryClipboard())
