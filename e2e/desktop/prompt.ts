import { setTimeout as wait } from 'node:timers/promises'
import { runProgram } from '../fixtures/child-process.ts'

const title = 'Unlock Login Keyring'
const limitMs = 10_000

/** Whether the keychain asks for its password on the screen right now. */
export async function isPromptOpen(): Promise<boolean> {
  const { stdout } = await runProgram('xdotool', ['search', '--onlyvisible', '--name', title])
  return stdout.trim() !== ''
}

/** Answers the prompt as a person would: waits for it, types the password, presses Enter. */
export async function answerPrompt(password: string): Promise<void> {
  const startedAt = Date.now()
  while (!(await isPromptOpen())) {
    if (Date.now() - startedAt > limitMs) throw new Error('the keychain did not ask')
    await wait(50)
  }
  await runProgram('xdotool', ['search', '--onlyvisible', '--name', title, 'windowfocus', '--sync'])
  await runProgram('xdotool', ['type', '--delay', '20', password])
  await runProgram('xdotool', ['key', 'Return'])
}
