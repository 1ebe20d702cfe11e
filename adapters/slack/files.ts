import type { PlatformFile } from '../../src/port/platform.ts'
import type { Workspace } from './workspace.ts'

/** A file goes into the thread of the card that says what it is: so both are one message, which can be found again. */
export async function upload(
  { api }: Workspace,
  channel: string,
  { name, content }: Pick<PlatformFile, 'name' | 'content'>,
  thread: string,
): Promise<void> {
  const bytes = Buffer.from(content, 'utf8')
  const { upload_url: url, file_id: id } = await api.call(
    'files.getUploadURLExternal',
    async (client) => await client.files.getUploadURLExternal({ filename: name, length: bytes.length }),
  )
  if (url === undefined || id === undefined) throw new Error('Slack gave no address for a file')
  const sent = await fetch(url, { method: 'POST', body: bytes, signal: AbortSignal.timeout(60_000) })
  if (!sent.ok) throw new Error(`Slack did not take a file: ${sent.status}`)
  await api.call(
    'files.completeUploadExternal',
    async (client) =>
      await client.files.completeUploadExternal({
        files: [{ id, title: name }],
        channel_id: channel,
        thread_ts: thread,
      }),
  )
}
