import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { withoutCoreDumps } from './core-dumps.ts'

const hasLimits =
  process.platform === 'linux' && spawnSync('prlimit', ['--core=unlimited', 'true']).status === 0

test('the memory of a process cannot end in a core file', async ({ skip }) => {
  if (!hasLimits) skip('only Linux has these limits, and here they must not be off already')
  // As in a shell whose user wants core files.
  const child = spawn('prlimit', ['--core=unlimited', 'sleep', '30'])
  const coreLimit = () =>
    /^Max core file size +(\S+) +(\S+)/mu
      .exec(readFileSync(`/proc/${String(child.pid)}/limits`, 'utf8'))
      ?.slice(1)
  try {
    await vi.waitFor(() => {
      expect(readFileSync(`/proc/${String(child.pid)}/comm`, 'utf8')).toBe('sleep\n')
    })
    withoutCoreDumps(child.pid ?? 0)
    await vi.waitFor(() => {
      expect(coreLimit()).toEqual(['0', '0'])
    })
  } finally {
    child.kill()
  }
})

test('a process that is already gone is nobody’s problem', () => {
  expect(() => {
    withoutCoreDumps(2 ** 22 + 1)
  }).not.toThrow()
})
