/**
 * Saves snapshots until the disk is full, again and again: `npm run soak -- full-disks`. What was said to be kept must
 * be there afterwards, whole. A part of its own, because each disk is a file system that only root may mount.
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { markedKeys, newestGeneration, openSnapshots, soakOwner } from './snapshot-kills.ts'

const fullDisks = 20

const report = { fullDisks: 0, saves: 0, torn: 0, lost: 0, failures: [] as string[] }
for (; report.fullDisks < fullDisks; report.fullDisks += 1) await saveOntoFullDisk()
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
if (report.torn + report.lost + report.failures.length > 0) process.exitCode = 1

/** On a file system of its own that has room for a few snapshots. */
async function saveOntoFullDisk(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hygiara-full-'))
  execFileSync('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${String(400 + Math.floor(Math.random() * 400))}k`,
    'tmpfs',
    folder
  ])
  try {
    const store = openSnapshots(folder)
    let kept = -1
    for (let mark = 0; mark < 60; mark += 1) {
      const at = new Date(Date.UTC(2026, 0, 1 + mark)).toISOString()
      const written = await store.write(soakOwner, at, markedKeys(mark), false)
      if (written.ok) {
        kept = mark
        report.saves += 1
      } else if (written.error.reason === 'disk-full') break
      else report.failures.push(`full disk: ${written.error.reason}`)
    }
    await store.close()
    if (kept < 0 || kept === 59) report.failures.push(`the disk was full after ${String(kept + 1)} snapshots`)
    if ((await newestGeneration(folder, report)) !== kept) report.lost += 1
  } finally {
    // Lazily: the threads that had it open let go of it when they end.
    execFileSync('umount', ['-l', folder])
    await rm(folder, { recursive: true, force: true })
  }
}
