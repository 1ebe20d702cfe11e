import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FileRefused, readFile } from '../../adapters/discord/file.ts'
import { label } from '../../src/text/plain.ts'

const files: Readonly<Record<string, Buffer>> = {
  '/text.md': Buffer.from('# Rôle des gouvernements 政府'),
  '/picture.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]),
}
let server: Server
let address = ''
beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    response.statusCode = files[url] ? 200 : 404
    response.end(files[url])
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => await new Promise((resolve) => server.close(resolve)))

const refusal = async (path: string, bytes = 40): Promise<string> => {
  const error: unknown = await readFile({ url: `${address}${path}`, bytes }).catch((found: unknown) => found)
  return error instanceof FileRefused ? label(error.says) : String(error)
}

describe('a file that somebody gives', () => {
  it('is read as the text that it is', async () => {
    expect(await readFile({ url: `${address}/text.md`, bytes: 40 })).toBe('# Rôle des gouvernements 政府')
  })

  it('is refused with a sentence where it is no text, too large, or not there', async () => {
    expect(await refusal('/picture.png')).toMatch(/no plain text/)
    expect(await refusal('/text.md', 3_000_000)).toMatch(/too large/)
    expect(await refusal('/gone.md')).toMatch(/could not be read/)
  })
})
