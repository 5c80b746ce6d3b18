import { defaultSettings } from '../../shared/settings.ts'
import { ClipboardDebts } from '../handoff/clipboard-debts.ts'
import { ClipboardGuard } from '../handoff/clipboard-guard.ts'
import { NoticeService } from '../notices/notice-service.ts'
import type { FakeClock } from './fake-clock.ts'
import { InMemoryClipboard } from './in-memory-clipboard.ts'
import { InMemoryClipboardDebtRecord } from './in-memory-clipboard-debt-record.ts'
import type { PublishedEvents } from './published-events.ts'

/** How long a key stays on the clipboard when nobody has chosen otherwise. */
export const defaultHoldMs = defaultSettings.clipboardSeconds * 1_000

/** A guard over a clipboard, with what it needs. A `record` of before is what an earlier start has left. */
export function guardedClipboard(
  clock: FakeClock,
  events: PublishedEvents,
  { clipboard = new InMemoryClipboard(), record = new InMemoryClipboardDebtRecord() } = {}
) {
  const notices = new NoticeService(events.publish)
  const hold = { ms: defaultHoldMs }
  const debts = new ClipboardDebts(record, clipboard, notices)
  const world = { clipboard, clock, debts, holdMs: () => hold.ms }
  return { guard: new ClipboardGuard(world, events.publish), clipboard, record, notices, hold }
}
