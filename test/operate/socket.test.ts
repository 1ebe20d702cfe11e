import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { askRunningBot, listenForOperator } from '../../src/operate/socket.ts'
import { trouble } from '../../src/store/trouble.ts'

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'caucus-socket-'))
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }))

/** What an operator reads whose command meets this fault in the running bot, and what the bot logs. */
async function meeting(fault: unknown): Promise<{ code: number | undefined; said: string; logged: string }> {
  const [said, logged]: [string[], string[]] = [[], []]
  const folder = fs.mkdtempSync(path.join(scratch, 'bot-'))
  const server = await listenForOperator(
    folder,
    async () => await Promise.reject(fault),
    (line) => logged.push(line),
  )
  try {
    const code = await askRunningBot(folder, 'backup', ['file'], (line) => said.push(line))
    return { code, said: said.join('\n'), logged: logged.join('\n') }
  } finally {
    server.close()
  }
}

describe('a command that a running bot could not do', () => {
  it('is told in the sentence that the command line would have printed', async () => {
    expect(await meeting(trouble('store/not-a-backup', { file: 'x' }))).toEqual({
      code: 1,
      said: 'x is no backup, or a part of it is missing. Nothing was restored. Take another copy of it, or an older backup.',
      logged: '',
    })
  })

  it('is told by a reference where the mistake is ours, and only the log has what it was', async () => {
    const { code, said, logged } = await meeting(new Error('a private detail'))
    const [, reference = 'none'] = /under ([0-9a-f]{8})\./.exec(said) ?? []
    expect([code, said.includes('private detail')]).toEqual([1, false])
    expect(logged).toContain(`${reference} Error: a private detail`)
  })

  it('is nobody’s where no bot runs', async () => {
    expect(await askRunningBot(path.join(scratch, 'nobody'), 'doctor', [], () => undefined)).toBeUndefined()
  })
})
