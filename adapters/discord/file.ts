import type { Parts } from '../../src/text/part.ts'
import { say } from '../../src/text/say.ts'
import type { GivenFile } from './filled.ts'

/** More than the longest text that a command takes, in its widest script. */
const mostBytes = 2_000_000
const patienceMs = 10_000

/** A file that somebody gave and that cannot be taken, with the sentence that tells them. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly says: Parts
  constructor(says: Parts) {
    super('a file was not taken')
    this.says = says
  }
}

/** Reads a file of plain text or Markdown from where Discord keeps it. Throws `FileRefused` for anything else. */
export async function readFile({ url, bytes }: GivenFile): Promise<string> {
  if (bytes > mostBytes) throw new FileRefused(say('discord/file-too-large'))
  const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) }).catch(() => undefined)
  if (!response?.ok) throw new FileRefused(say('discord/file-unread'))
  const content = await response.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    throw new FileRefused(say('discord/file-not-text'))
  }
}
